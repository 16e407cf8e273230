/**
 * `npm run test:services`: the tests that need a server or take long. Starts the servers itself; the sum of
 * the tests comes in the last line, after what had to be left out and why. ROWS says how many rows the large
 * table has: a million, or ROWS=10000000 for the full size.
 */
import { nodeProblem } from './steps/node-problem.mjs';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { runServiceSuites } = await import('./steps/run-service-suites.mjs');
  process.exitCode = await runServiceSuites();
} else {
  console.error(problem);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
