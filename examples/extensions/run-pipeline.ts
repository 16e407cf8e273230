/** Runs the pipeline from a program instead of the command line. */
import { DAGRunner, Manifest, printSummary } from 'seeknal-dag';

const manifest = await Manifest.load('target/manifest.json');
const runner = new DAGRunner(manifest, { stateDir: 'target/state' });
await runner.printPlan({ full: true });
const summary = await runner.run({ full: true, continueOnError: true, retry: 1, parallel: 2 });
printSummary(summary);
process.exitCode = summary.failedNodes === 0 ? 0 : 1;
