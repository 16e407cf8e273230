/**
 * Times the command line beside other runners and beside the least that is possible: see README.md.
 * `npm run bench -- [--rounds N] [--sizes 10,100] [--peers make,ninja] [--only cached,changed] [--dir DIR] [--minutes N]`
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Bench } from './bench.mjs';
import { Goals } from './goals.mjs';
import { installPeers, leftOut } from './install-peers.mjs';
import { which } from './measure.mjs';
import { cached } from './parts/cached.mjs';
import { changed } from './parts/changed.mjs';
import { first } from './parts/first.mjs';
import { full } from './parts/full.mjs';
import { journal } from './parts/journal.mjs';
import { resident } from './parts/resident.mjs';
import { sample } from './parts/sample.mjs';
import { schedule } from './parts/schedule.mjs';
import { otherShapes } from './parts/shapes.mjs';
import { peersIn } from './runners/peers.mjs';

/** What is measured, in this order; a new part is a file in parts/ and an entry here. */
const parts = {
  cached,
  shapes: otherShapes,
  changed,
  full,
  first,
  resident,
  schedule,
  sample,
  journal,
};

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '10,100,1000,10000' },
    peers: { type: 'string', default: 'make,ninja,doit,turbo,wireit' },
    only: { type: 'string', default: Object.keys(parts).join(',') },
    dir: { type: 'string', default: join(tmpdir(), 'seeknal-bench') },
    minutes: { type: 'string', default: '40' },
  },
});
const wanted = new Set(flags.only.split(','));
const workDir = join(flags.dir, 'work');
const toolDir = join(flags.dir, 'tools');
const goals = new Goals();

installPeers(toolDir);
const peers = peersIn(toolDir, which).filter(({ name }) => flags.peers.split(',').includes(name));
const usable = peers.filter((peer) => peer.command(workDir) !== null);
const bench = new Bench({
  rounds: Number(flags.rounds),
  sizes: flags.sizes.split(',').map(Number),
  usable,
  workDir,
  goals,
});
await bench.prepare();

console.log(
  `Node ${process.versions.node}, ${bench.rounds} interleaved rounds; ms of whole processes: min and median.`,
);
for (const { name } of peers.filter((peer) => !usable.includes(peer))) {
  console.log(`Left out: ${name}: it could not be installed here.`);
}
for (const sentence of leftOut) console.log(`Left out: ${sentence}.`);

const endMs = performance.now() + Number(flags.minutes) * 60_000;
for (const [name, part] of Object.entries(parts)) {
  if (!wanted.has(name)) continue;
  if (performance.now() < endMs) await part(bench);
  else goals.outOfTime(name);
}
goals.print();
