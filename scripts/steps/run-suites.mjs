import { ensureGenerated } from './ensure-generated.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { endWithSignals } from './run-command.mjs';
import { suites } from './suites.mjs';

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} SuiteResult
 * @property {Count} count
 * @property {string} output shown when something failed
 */

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {() => Promise<SuiteResult>} run
 */

/** What `npm test` does. @returns {Promise<number>} the exit code */
export async function runSuites() {
  endWithSignals();
  const isReady = (await ensureInstalled()) && (await ensureGenerated());
  return isReady ? runSuitesOf(suites) : tellSum({ passed: 0, failed: 1, skipped: 0 });
}

/**
 * Runs all suites, also after a failure.
 *
 * @param {readonly Suite[]} suites
 * @returns {Promise<number>} the exit code
 */
export async function runSuitesOf(suites) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of suites) {
    const startedMs = Date.now();
    const { count, output } = await suite.run();
    sum.passed += count.passed;
    sum.failed += count.failed;
    sum.skipped += count.skipped;
    if (count.failed > 0) console.log(output.trimEnd());
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    console.log(
      `${count.failed === 0 ? '✓' : '✗'} ${suite.title}: ${inWords(count)} in ${seconds} s`,
    );
  }
  return tellSum(sum);
}

/** The last line. @param {Count} sum */
export function tellSum(sum) {
  if (sum.skipped > 0) console.log(`${String(sum.skipped)} skipped`);
  console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed`);
  return sum.failed === 0 ? 0 : 1;
}

/** @param {Count} count */
function inWords({ passed, failed, skipped }) {
  const words = `${String(passed)} passed, ${String(failed)} failed`;
  return skipped === 0 ? words : `${words}, ${String(skipped)} skipped`;
}
