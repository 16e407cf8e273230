import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oldEnoughToBeCached, ourRun } from '../bench.mjs';
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
  // One that nobody edits: where an edit was a moment ago, what has not changed is found by planning.
  const untouched = await bench.copyingProject(graph, 'unchanged');
  const others = usable
    .filter((peer) => peer.mostNodes >= size)
    .map((peer) => ({ peer, ran: bench.peerOn(peer, graph, 'changed') }));
  for (const each of [dir, untouched]) await runOnce(ourRun(each));
  for (const { ran } of others) await prepareOnce(ran);
  await oldEnoughToBeCached();
  for (let round = 0; round < 2; round += 1) await runOnce(ourRun(untouched));
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
      ...(what === 'leaf'
        ? [
            { ...ourRun(dir), name: 'seeknal, nothing changed' },
            { ...ourRun(untouched), name: 'seeknal, recalled' },
          ]
        : []),
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
    for (const how of what === 'leaf' ? ['nothing changed', 'recalled'] : [])
      goals.ratio('5', `one leaf changed, of ${how}`, 1.3, timings, 'seeknal', `seeknal, ${how}`);
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
