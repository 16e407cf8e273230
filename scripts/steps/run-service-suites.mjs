import { ensureBundles } from './ensure-built.mjs';
import { ensureGenerated } from './ensure-generated.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureShells } from './ensure-shells.mjs';
import { endWithSignals } from './run-command.mjs';
import { makePython } from './make-python.mjs';
import { runSuitesOf, tellSum } from './run-suites.mjs';
import { startPostgres } from './start-postgres.mjs';
import { vitestSuite } from './suites.mjs';

const config = 'vitest.services.config.ts';
const notReady = { passed: 0, failed: 1, skipped: 0 };

/** Starts the servers, runs the tests that need them and tells what was left out. @returns {Promise<number>} the exit code */
export async function runServiceSuites() {
  endWithSignals();
  if (!(await isReady())) return tellSum(notReady);
  const postgres = await startPostgres();
  if (!postgres.ok) console.log(`⚠ Left out what needs PostgreSQL: ${postgres.error}`);
  const python = await makePython();
  if (!python.ok) console.log(`⚠ Left out what needs Python: ${python.error}`);
  const shells = await ensureShells();
  if (shells.length > 0)
    console.log(`⚠ Left out completions of ${shells.join(' and ')}: not installed.`);
  try {
    const env = {
      ...(postgres.ok ? { SEEKNAL_TEST_POSTGRES: postgres.value.url } : {}),
      ...(python.ok ? { SEEKNAL_TEST_PYTHON: python.value.path } : {}),
    };
    return await runSuitesOf([vitestSuite('Services and faults', config, { env })]);
  } finally {
    if (postgres.ok) await postgres.value.stop();
    if (python.ok) await python.value.remove();
  }
}

/** Kills runs, many times. @returns {Promise<number>} the exit code */
export async function runFaultSuites() {
  endWithSignals();
  if (!(await isReady())) return tellSum(notReady);
  const { KILLS = '200' } = process.env;
  const minutes = String(Math.ceil(Number(KILLS) / 15));
  console.log(`• Killing runs at ${KILLS} moments (about ${minutes} minutes)`);
  return runSuitesOf([vitestSuite('Faults', config, { env: { KILLS }, files: ['.faults.'] })]);
}

async function isReady() {
  return (await ensureInstalled()) && (await ensureGenerated()) && (await ensureBundles());
}
