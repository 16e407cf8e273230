import { auditProject, type NodeAudits } from '../../../service/quality/audit-project';
import { auditToJson } from '../../../kinds/audits/run-audits';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { findNode } from '../../find-node';
import { refuse } from '../../print-problem';
import type { Printer } from '../../printer';
import type { AuditFlags } from './flags';

/** `seeknal audit`: 1 when an audit doesn't pass, or when there is no output to look at. */
export async function auditAction(invocation: Invocation<AuditFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { manifest } = opened.value.parsed;
  const [name] = args;
  const found = name === undefined ? null : findNode(manifest, name);
  if (found?.ok === false) return refuse(found.error, printer, { asJson });
  const audited = await auditProject(paths, manifest, found?.value ?? null);
  if (!audited.ok) return refuse(audited.error, printer, { asJson });
  const results = audited.value.flatMap((node) => node.results);
  const failed = results.filter(({ passed }) => !passed).length;
  const unreadable = audited.value.filter(({ problem }) => problem !== null).length;
  if (asJson) {
    printer.line(
      JSON.stringify(
        {
          passed: results.length - failed,
          failed,
          nodes: audited.value.map((node) => ({
            node_id: node.nodeId,
            problem: node.problem,
            audits: node.results.map(auditToJson),
          })),
        },
        null,
        2,
      ),
    );
  } else if (audited.value.length === 0) {
    printer.info(
      found === null ? 'No node of this project has audits.' : `${found.value} has no audits.`,
    );
  } else {
    for (const node of audited.value) printNode(node, printer);
    printer.line(
      `Audit Summary: ${String(results.length - failed)} passed, ${String(failed)} failed`,
    );
  }
  return failed + unreadable === 0 ? exitCodes.done : exitCodes.failed;
}

function printNode({ nodeId, problem, results }: NodeAudits, printer: Printer): void {
  const { green, red, yellow } = printer.colors;
  printer.line(`Auditing ${nodeId}:`);
  if (problem !== null) printer.line(`  ${red('FAIL')} ${problem}`);
  for (const { type, passed, severity, message, columns, durationMs } of results) {
    const sign = passed ? green('PASS') : (severity === 'warn' ? yellow : red)('FAIL');
    const about = `${type}${columns.length > 0 ? ` [${columns.join(', ')}]` : ''}`;
    const how = passed ? '' : ` (${severity})`;
    printer.line(`  ${sign} ${about}${how}: ${message} (${String(durationMs)}ms)`);
  }
  printer.line('');
}
