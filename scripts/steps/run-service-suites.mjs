import { ensureBundles } from './ensure-built.mjs';
import { ensureGenerated } from './ensure-generated.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { endWithSignals } from './run-command.mjs';
import { runSuitesOf, tellSum } from './run-suites.mjs';
import { startPostgres } from './start-postgres.mjs';
import { vitestSuite } from './suites.mjs';

/** Starts the servers, runs the tests that need them and tells what was left out. @returns {Promise<number>} the exit code */
export async function runServiceSuites() {
  endWithSignals();
  const isReady = (await ensureInstalled()) && (await ensureGenerated()) && (await ensureBundles());
  if (!isReady) return tellSum({ passed: 0, failed: 1, skipped: 0 });

  const postgres = await startPostgres();
  if (!postgres.ok) console.log(`⚠ Left out what needs PostgreSQL: ${postgres.error}`);
  try {
    return await runSuitesOf([
      vitestSuite('Services and faults', 'vitest.services.config.ts', {
        ...(postgres.ok ? { SEEKNAL_TEST_POSTGRES: postgres.value.url } : {}),
      }),
    ]);
  } finally {
    if (postgres.ok) await postgres.value.stop();
  }
}
