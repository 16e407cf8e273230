/** `npm test`: every check there is, from a fresh clone on, and the sum of them in the last line. */
import { nodeProblem } from './steps/node-problem.mjs';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { runSuites } = await import('./steps/run-suites.mjs');
  process.exitCode = await runSuites();
} else {
  console.error(problem);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
