/**
 * `npm start` and `npm run dev`: from a fresh clone, or from whatever state the folder is in, to a
 * dashboard that answers. It uses nothing but Node, since it runs before any package is installed.
 */
import { nodeProblem } from './steps/node-problem.mjs';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { startFromSources } = await import('./steps/start-from-sources.mjs');
  process.exitCode = await startFromSources(process.argv.slice(2));
} else {
  console.error(problem);
  process.exitCode = 1;
}
