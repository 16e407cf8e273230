import { summaryToJson } from '../../../events/execution-summary';
import { dryRunSummary } from '../../../service/planning/dry-run-summary';
import { planProject } from '../../../service/planning/plan-project';
import { retryRequest } from '../../../service/requests/retry-request';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { printPlan } from '../../print-plan';
import { refuse } from '../../print-problem';
import { findRun } from '../history/find-run';
import { toRequest } from '../../request-flags';
import { runAndReport } from '../../run-and-report';
import { runInterrupts } from '../../run-interrupts';
import type { RetryFlags } from './flags';

/** `seeknal retry`: nothing to retry is a success. */
export async function retryAction(invocation: Invocation<RetryFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const { dryRun, wait, run, ...how } = flags;
  const named = run === undefined ? null : await findRun(paths, run);
  if (named?.ok === false) return refuse(named.error, printer, { asJson });
  const runId = named?.value.record.runId ?? null;
  const found = await retryRequest(paths, { runId, from: null }, toRequest(how));
  if (found.request === null) {
    if (asJson) printer.line(JSON.stringify({ type: 'nothing_to_retry', reason: found.reason }));
    else printer.chatter.info(found.reason);
    return exitCodes.done;
  }
  if (dryRun === true) {
    const planned = await planProject(paths, found.request);
    if (!planned.ok) return refuse(planned.error, printer, { asJson });
    for (const warning of planned.value.warnings) printer.problems.warning(warning);
    if (asJson) printer.line(JSON.stringify(summaryToJson(dryRunSummary(planned.value.plan))));
    else printPlan(planned.value.plan, printer, { reasons: false });
    return exitCodes.done;
  }
  const interrupts = runInterrupts(printer);
  try {
    return await runAndReport(
      paths,
      {
        request: found.request,
        interrupts,
        asJson,
        verbose: flags.verbose === true,
        waitForOthers: wait === true,
      },
      printer,
    );
  } finally {
    interrupts.dispose();
  }
}
