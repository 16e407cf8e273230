import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { packageDir } from './package-dir.mjs';
import { readPlaywrightReport, readVitestReport } from './read-reports.mjs';
import { npm, runCommand, tool } from './run-command.mjs';
import { readable } from './run-step.mjs';

/** What `npm test` runs, in this order: cheap ones first. @type {readonly import('./run-suites.mjs').Suite[]} */
export const suites = [
  check('Types', tool('typescript/bin/tsc', '--noEmit')),
  check('Lint', tool('eslint/bin/eslint.js', '.')),
  check('Format', tool('prettier/bin/prettier.cjs', '--check', '.')),
  check('Import rules', npm('run', 'check:deps')),
  check('Unused code', tool('knip/bin/knip.js')),
  vitestSuite('Unit tests', 'vitest.config.ts'),
  check('Production build', npm('run', 'build')),
  { title: 'Browser tests', run: runBrowserTests },
];

/**
 * A command that passes or fails as a whole.
 *
 * @param {string} title
 * @param {readonly string[]} command
 * @returns {import('./run-suites.mjs').Suite}
 */
function check(title, command) {
  return {
    title,
    run: async () => {
      const { code, output } = await runCommand(command);
      if (code === 0) return { count: { passed: 1, failed: 0, skipped: 0 }, output };
      return failure(`${output.trimEnd()}\nThis command failed: ${readable(command)}`);
    },
  };
}

/**
 * @param {string} title
 * @param {string} config of vitest
 * @param {{ env?: Record<string, string>, files?: readonly string[] }} [options] files: only those whose path has one of these in it
 * @returns {import('./run-suites.mjs').Suite}
 */
export function vitestSuite(title, config, { env = {}, files = [] } = {}) {
  return {
    title,
    run: () =>
      countedRun(
        (report) =>
          tool(
            'vitest/vitest.mjs',
            ...['run', ...files, '--config', config],
            ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
          ),
        `artefacts/${config.replace('.config.ts', '')}.json`,
        readVitestReport,
        env,
      ),
  };
}

async function runBrowserTests() {
  const browser = await findBrowser();
  if (browser === null) {
    return failure(
      'There is no browser: install Chromium, or name one that is there in the variable CHROMIUM.',
    );
  }
  return countedRun(
    () => tool('@playwright/test/cli.js', 'test', '--reporter=line,json'),
    'artefacts/browser-tests.json',
    readPlaywrightReport,
    { CHROMIUM: browser },
  );
}

/**
 * A command that counts its tests itself. One that says success and counts nothing has failed: nobody
 * would notice otherwise that its tests are gone.
 *
 * @param {(report: string) => readonly string[]} command
 * @param {string} report where the command writes its counts, relative to the package
 * @param {(json: any) => import('./run-suites.mjs').Count} read
 * @param {Record<string, string>} [env]
 * @returns {Promise<import('./run-suites.mjs').SuiteResult>}
 */
async function countedRun(command, report, read, env = {}) {
  const path = join(packageDir, report);
  await rm(path, { force: true });
  const { code, output } = await runCommand(command(report), {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path },
  });
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return failure(output);
  const count = read(JSON.parse(text));
  const isSilentFailure = count.failed === 0 && (code !== 0 || count.passed === 0);
  return { count: isSilentFailure ? { ...count, failed: 1 } : count, output };
}

/** @param {string} output */
function failure(output) {
  return { count: { passed: 0, failed: 1, skipped: 0 }, output };
}
