import { checkState, largeStateBytes, type StateReport } from '../../../service/state/check-state';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import type { Printer } from '../../printer';
import type { StateFlags } from './flags';

/** `seeknal state check`: 1 when something can't be believed, so that nodes run again because of it. */
export async function stateCheckAction(invocation: Invocation<StateFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const report = await checkState(paths, opened.value);
  const isSound = report.repairs.length === 0 && report.missingOutputs.length === 0;
  if (asJson) {
    printer.line(
      JSON.stringify(
        {
          ok: isSound,
          entries: report.entries,
          size_bytes: report.sizeBytes,
          repairs: report.repairs,
          missing_outputs: report.missingOutputs.map(({ nodeId, path }) => ({
            node_id: nodeId,
            path,
          })),
          failed: report.failed,
          unknown: report.unknown,
        },
        null,
        2,
      ),
    );
  } else printReport(report, isSound, printer);
  return isSound ? exitCodes.done : exitCodes.failed;
}

function printReport(report: StateReport, isSound: boolean, printer: Printer): void {
  const megabytes = (report.sizeBytes / (1024 * 1024)).toFixed(1);
  printer.line(`State: ${String(report.entries)} nodes, ${megabytes}MB`);
  for (const { nodeId, path } of report.missingOutputs) {
    printer.failure(`${nodeId}: built, but ${path} is missing; it runs again`);
  }
  for (const id of report.failed) printer.warning(`${id}: failed; it runs again`);
  for (const id of report.unknown) {
    printer.warning(`${id}: no longer in the project; \`seeknal state clean\` removes it`);
  }
  if (report.sizeBytes > largeStateBytes) {
    printer.warning(`State file is ${megabytes}MB; \`seeknal state clean\` may make it smaller`);
  }
  if (isSound) printer.success('The state is sound.');
}
