import { summarizeDiff } from '../../../diff/compare-manifests';
import { compareProject, type Comparison } from '../../../service/comparing/compare-project';
import { serviceError, type ServiceError } from '../../../service/service-error';
import { err, ok, type Result } from '../../../util/result';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { diffToJson, printDiff } from '../../print-diff';
import { printDiagnostics, refuse } from '../../print-problem';
import type { DiffFlags } from './flags';

/** `seeknal diff`: differences are an answer and no failure, so the exit code is 0 with them too. */
export async function diffAction(invocation: Invocation<DiffFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const comparison = comparisonOf(flags);
  if (!comparison.ok) {
    refuse(comparison.error, printer, { asJson });
    return exitCodes.wrongUsage;
  }
  if (comparison.value.what !== 'files') {
    const checked = await checkProject(paths);
    if (!checked.ok) return refuse(checked.error, printer, { asJson });
  }
  const compared = await compareProject(paths, comparison.value, process.cwd());
  if (!compared.ok) return refuse(compared.error, printer, { asJson });
  printDiagnostics(compared.value?.doubts ?? [], printer);
  if (asJson) {
    printer.line(JSON.stringify(compared.value && diffToJson(compared.value), null, 2));
  } else if (compared.value === null) {
    printer.info('No previous manifest found (first run)');
  } else if (summarizeDiff(compared.value.diff) === null) {
    printer.success(
      comparison.value.what === 'last_run'
        ? 'No changes detected since the last run.'
        : 'No changes detected.',
    );
  } else {
    printer.line('Changes detected:');
    printDiff(compared.value, printer);
  }
  return exitCodes.done;
}

function comparisonOf(flags: DiffFlags): Result<Comparison, ServiceError> {
  if (flags.against !== undefined) {
    return ok({ what: 'against', fileOrRevision: flags.against });
  }
  if (flags.old === undefined && flags.new === undefined) return ok({ what: 'last_run' });
  if (flags.old !== undefined && flags.new !== undefined) {
    return ok({ what: 'files', before: flags.old, after: flags.new });
  }
  return err(
    serviceError('invalid_request', '--old and --new belong together.', {
      hint: 'Name both files: seeknal diff --old a.json --new b.json',
    }),
  );
}
