import { performance } from 'node:perf_hooks';
import type { EngineConnection, EngineRow } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { EngineError } from '../../engine/engine-error';
import { quoteText } from '../../engine/sql-text';
import { isJsonArray, type JsonObject } from '../../util/json';
import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import { auditSchema, type Audit } from './audit-schema';
import { sampleRows } from '../sample-rows';
import { auditTypes } from './types/registry';

/** What one audit found; an audit that can't be made has not passed. */
export interface AuditResult {
  readonly type: string;
  readonly passed: boolean;
  readonly failingRows: number;
  readonly severity: 'error' | 'warn';
  readonly message: string;
  readonly columns: readonly string[];
  readonly durationMs: number;
  /** Some of what is wrong, for people; empty when nothing is, or when it is not about single rows. */
  readonly sample: readonly EngineRow[];
}

/**
 * Makes all audits of a node over its Parquet output, whatever the first ones find. The connection must
 * have nothing of the node's own any more: `__THIS__` becomes the output.
 */
export async function runAudits(
  connection: EngineConnection,
  config: JsonObject,
  outputPath: string,
): Promise<AuditResult[]> {
  const audits = isJsonArray(config['audits']) ? config['audits'] : [];
  const view = 'main."__THIS__"';
  await connection.run(
    `CREATE OR REPLACE VIEW ${view} AS FROM read_parquet(${quoteText(outputPath)})`,
  );
  const columns = [...(await describeQuery(connection, `FROM ${view}`)).keys()];
  const results: AuditResult[] = [];
  for (const written of audits) {
    const checked = auditSchema.safeParse(written);
    const startedMs = performance.now();
    const audit = checked.success ? checked.data : null;
    const found: Awaited<ReturnType<typeof runAudit>> =
      audit === null
        ? err({ code: 'invalid_config', message: 'The audit has a wrong shape.' })
        : await runAudit(connection, audit, { view, columns });
    const about = {
      type: audit?.type ?? 'unknown',
      severity: audit?.severity ?? ('error' as const),
      durationMs: Math.round(performance.now() - startedMs),
    };
    results.push(
      found.ok
        ? { ...about, ...found.value }
        : {
            ...about,
            passed: false,
            failingRows: 0,
            columns: [],
            sample: [],
            message: [found.error.message, found.error.hint].filter(Boolean).join(' '),
          },
    );
  }
  return results;
}

async function runAudit(
  connection: EngineConnection,
  audit: Audit,
  output: { readonly view: string; readonly columns: readonly string[] },
): Promise<Result<Omit<AuditResult, 'type' | 'severity' | 'durationMs'>, ExecutionFailure>> {
  const type = auditTypes.get(audit.type);
  if (type === undefined) {
    const known = [...auditTypes.keys()];
    const near = nearMatches(audit.type, known, 1);
    return err({
      code: 'unsupported_audit',
      message: `There is no audit ${audit.type}.`,
      hint:
        near.length > 0 ? `Did you mean ${near.join(', ')}?` : `The types are ${known.join(', ')}.`,
    });
  }
  const prepared = type.prepare(audit, output);
  if (!prepared.ok) return prepared;
  try {
    const [counted] = await connection.rows(prepared.value.count);
    const { columns, judge, violations } = prepared.value;
    const verdict = judge(Number(counted?.['n'] ?? 0));
    const shows = !verdict.passed && violations !== null;
    return ok({
      columns,
      ...verdict,
      sample: shows ? await sampleRows(connection, violations) : [],
    });
  } catch (error) {
    if (!(error instanceof EngineError) || error.interrupted) throw error;
    return err({ code: 'sql_error', message: error.message });
  }
}

/** As it stands in `metadata.audits`. */
export function auditToJson(result: AuditResult): JsonObject {
  return {
    audit_type: result.type,
    passed: result.passed,
    failing_rows: result.failingRows,
    severity: result.severity,
    message: result.message,
    columns: [...result.columns],
    duration_ms: result.durationMs,
    ...(result.sample.length > 0 ? { sample: result.sample } : {}),
  };
}

/** Why the audits make the node fail; null when they don't. */
export function auditFailure(results: readonly AuditResult[]): string | null {
  const failed = results.filter(({ passed, severity }) => !passed && severity === 'error');
  if (failed.length === 0) return null;
  return `Audit failed: ${failed.map(auditText).join('; ')}`;
}

/** Sentences about the audits that found something and only warn. */
export function auditWarnings(results: readonly AuditResult[]): string[] {
  return results
    .filter(({ passed, severity }) => !passed && severity === 'warn')
    .map((result) => `Audit warning: ${auditText(result)}`);
}

function auditText({ type, message }: AuditResult): string {
  return `${type} - ${message}`;
}
