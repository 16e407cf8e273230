/**
 * @typedef {import('./run-suites.mjs').Count} Count
 */

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: readonly { status: string, assertionResults: readonly unknown[] }[] }} report
 * @returns {Count}
 */
export function readVitestReport(report) {
  // A file that can't be loaded counts no test of its own, though it hides all that are in it.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Count}
 */
export function readPlaywrightReport({ stats, errors }) {
  return {
    passed: stats.expected,
    // One that passes now and then is no pass.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
