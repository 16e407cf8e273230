import { join } from 'node:path';

/**
 * What it costs to know for sure that one node is done.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function journal(bench) {
  const { workDir, goals } = bench;
  const answer = await bench.inLibrary(['journal', '2000', join(workDir, 'journal')]);
  console.log(
    `\nA durable record of one node: ${answer.ours_ms.toFixed(3)} ms; append and fdatasync: ${answer.floor_ms.toFixed(3)} ms`,
  );
  goals.value('14', 'durable record, of append and fdatasync', 2, answer.ours_ms / answer.floor_ms);
}
