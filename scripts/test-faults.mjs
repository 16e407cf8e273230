/**
 * `npm run test:faults`: runs are killed at 200 random moments, or as many as the variable KILLS says.
 * SEED repeats the moments of an earlier time.
 */
import { nodeProblem } from './steps/node-problem.mjs';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { runFaultSuites } = await import('./steps/run-service-suites.mjs');
  process.exitCode = await runFaultSuites();
} else {
  console.error(problem);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
