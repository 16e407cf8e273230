import { cleanState } from '../../../service/state/clean-state';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatBytes } from '../../format-values';
import { refuse } from '../../print-problem';
import type { StateCleanFlags } from './flags';

/** `seeknal state clean`: shows what would be removed; --yes removes it. */
export async function stateCleanAction(invocation: Invocation<StateCleanFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const dryRun = flags.yes !== true;
  const cleaned = await cleanState(paths, { dryRun });
  if (!cleaned.ok) return refuse(cleaned.error, printer, { asJson });
  const { entries, files } = cleaned.value;
  if (asJson) {
    printer.line(JSON.stringify({ dry_run: dryRun, entries, files }, null, 2));
    return exitCodes.done;
  }
  if (entries.length === 0 && files.length === 0) {
    printer.success('Nothing to clean.');
    return exitCodes.done;
  }
  for (const id of entries) printer.line(`  - entry ${id}`);
  for (const { path, bytes } of files) printer.line(`  - ${path} (${formatBytes(bytes)})`);
  const what = `${String(entries.length)} entries and ${String(files.length)} files`;
  if (dryRun) printer.info(`Would remove ${what}. Remove them with: seeknal state clean --yes`);
  else printer.success(`Removed ${what}.`);
  return exitCodes.done;
}
