import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourRun } from '../bench.mjs';
import { prepareOnce, runOnce, timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { seeknalFile, seeknalText } from '../runners/seeknal-project.mjs';
import { graphOf, leafAndRoot } from '../shapes.mjs';

/**
 * One leaf, one root: a node copies a file, through an executor of the project's own.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function changed(bench) {
  const { rounds, usable, goals } = bench;
  const size = 1000;
  const graph = graphOf('layered', size);
  const { leaf, root, descendantsOfRoot } = leafAndRoot(graph);
  const dir = await bench.copyingProject(graph, 'changed');
  const others = usable
    .filter((peer) => peer.mostNodes >= size)
    .map((peer) => ({ peer, ran: bench.peerOn(peer, graph, 'changed') }));
  await runOnce(ourRun(dir));
  for (const { ran } of others) await prepareOnce(ran);
  const edit = { kind: 'step', edit: 0 };
  for (const [what, index, expected] of /** @type {const} */ ([
    ['leaf', leaf, 1],
    ['root', root, descendantsOfRoot],
  ])) {
    const editOurs = () => {
      edit.edit += 1;
      writeFileSync(join(dir, seeknalFile(graph, index)), seeknalText(graph, index, edit));
    };
    const contestants = [
      ...(what === 'leaf' ? [{ ...ourRun(dir), name: 'seeknal, nothing changed' }] : []),
      { ...ourRun(dir), prepare: editOurs },
      ...others.map(({ peer, ran }) => ({
        ...ran,
        prepare: (/** @type {number} */ round) =>
          writeFileSync(
            join(ran.dir, peer.inputOf(graph, index)),
            `${what} ${round} ${Math.random()}\n`,
          ),
      })),
    ];
    const timings = await timeInterleaved(
      contestants,
      what === 'root' ? Math.min(rounds, 3) : rounds,
    );
    printTimings(
      `One ${what} changed (${expected} to run), layered, ${size} nodes`,
      timings,
      'seeknal',
    );
    if (what === 'leaf')
      goals.ratio(
        '5',
        'one leaf changed, of nothing changed',
        1.3,
        timings,
        'seeknal',
        'seeknal, nothing changed',
      );
    editOurs();
    const ended = JSON.parse(
      (await runOnce({ command: [...ourRun(dir).command, '--json'] })).trim().split('\n').at(-1) ??
        '{}',
    );
    goals.equal(
      '6',
      `nodes that ran after a change of one ${what}`,
      expected,
      Number(ended.successful_nodes),
    );
  }
}
