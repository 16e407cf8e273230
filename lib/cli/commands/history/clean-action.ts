import { cleanHistory } from '../../../service/history/clean-history';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatBytes, formatTime } from '../../format-values';
import { refuse } from '../../print-problem';
import type { HistoryCleanFlags } from './flags';

/** Without a rule: enough for years of daily runs. */
const usualCount = 1000;
const reasons = { count: 'beyond the count', age: 'too old', size: 'beyond the size' } as const;

/** `seeknal history clean`: shows what would be removed; --yes removes it. */
export async function historyCleanAction(
  invocation: Invocation<HistoryCleanFlags>,
): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const dryRun = flags.yes !== true;
  const { keepLast = null, keepDays = null, keepSize: keepBytes = null } = flags;
  const hasRule = keepLast !== null || keepDays !== null || keepBytes !== null;
  const rules = { keepLast: hasRule ? keepLast : usualCount, keepDays, keepBytes };
  const { runs, manifests, kept } = await cleanHistory(paths, rules, {
    dryRun,
    nowMs: Date.now(),
  });
  const bytes = [...runs, ...manifests].reduce((sum, one) => sum + one.bytes, 0);
  if (asJson) {
    const listed = runs.map((run) => ({
      run_id: run.runId,
      started_at_ms: run.startedAtMs,
      bytes: run.bytes,
      reason: run.why,
    }));
    printer.line(
      JSON.stringify({ dry_run: dryRun, kept, bytes, runs: listed, manifests }, null, 2),
    );
    return exitCodes.done;
  }
  if (runs.length === 0 && manifests.length === 0) {
    printer.success(`Nothing to clean. ${String(kept)} runs are kept.`);
    return exitCodes.done;
  }
  for (const run of runs) {
    printer.line(
      `  - ${run.runId}  ${formatTime(run.startedAtMs)}  ${formatBytes(run.bytes)}, ${reasons[run.why]}`,
    );
  }
  for (const { path, bytes: size } of manifests) printer.line(`  - ${path} (${formatBytes(size)})`);
  const what = `${String(runs.length)} runs and ${String(manifests.length)} manifests, ${formatBytes(bytes)}`;
  if (dryRun)
    printer.info(`Would remove ${what}, and keep ${String(kept)} runs. Add --yes to do it.`);
  else printer.success(`Removed ${what}. ${String(kept)} runs are kept.`);
  return exitCodes.done;
}
