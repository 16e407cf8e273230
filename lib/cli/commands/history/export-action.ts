import { resolve } from 'node:path';
import { writeAtomic } from '../../../files/write-atomic';
import { exportRun } from '../../../service/history/export-run';
import { serviceError } from '../../../service/service-error';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { refuse } from '../../print-problem';
import { findRun } from './find-run';
import type { HistoryExportFlags } from './flags';

/** `seeknal history export`: prints the run in the wanted form, or writes it to a file. */
export async function historyExportAction({
  flags,
  args,
  paths,
  printer,
}: Invocation<HistoryExportFlags>): Promise<number> {
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson: false });
  const found = await findRun(paths, args[0] ?? 'last');
  if (!found.ok) return refuse(found.error, printer, { asJson: false });
  const exported = await exportRun(paths, found.value.record.runId, flags.format);
  if (!exported.ok) return refuse(exported.error, printer, { asJson: false });
  if (flags.out === undefined) {
    printer.line(exported.value.text.trimEnd());
    return exitCodes.done;
  }
  try {
    await writeAtomic(resolve(flags.out), exported.value.text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = serviceError('not_writable', `${flags.out} can't be written: ${reason}`, {
      hint: 'Name a file in a folder that is there and may be written to.',
    });
    return refuse(problem, printer, { asJson: false });
  }
  printer.success(`Wrote ${flags.out}`);
  return exitCodes.done;
}
