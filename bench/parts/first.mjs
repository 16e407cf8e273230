import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cli, node, floorsOf } from '../bench.mjs';
import { timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { writeSeeknalProject } from '../runners/seeknal-project.mjs';
import { graphOf } from '../shapes.mjs';

/**
 * The first look at a project: every YAML file is read and parsed.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function first(bench) {
  const { rounds, workDir, goals } = bench;
  const dir = join(workDir, 'first');
  writeSeeknalProject(dir, graphOf('layered', 1000));
  const floors = floorsOf(dir);
  const contestants = [
    floors.yaml,
    {
      name: 'seeknal',
      command: [node, cli, 'run', '--dry-run', '--quiet', '--project', dir],
      prepare: () => rmSync(join(dir, '.seeknal'), { recursive: true, force: true }),
    },
  ];
  const timings = await timeInterleaved(contestants, rounds);
  printTimings('First plan from 1000 YAML files, nothing cached', timings, 'floor-yaml');
  goals.ratio(
    '3',
    'first plan of 1000 files, of floor-yaml',
    1.15,
    timings,
    'seeknal',
    'floor-yaml',
  );
}
