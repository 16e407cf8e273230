import type { NodeReport } from '../../history/node-report';
import { isJsonArray, isJsonObject } from '../../util/json';

export interface SchemaColumn {
  readonly name: string;
  /** As DuckDB writes it. */
  readonly type: string;
}

/** What differs between two schemas. */
export interface SchemaChange {
  readonly added: readonly SchemaColumn[];
  readonly removed: readonly SchemaColumn[];
  readonly retyped: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** A run after which the output had other columns than before. */
export interface SchemaStep extends SchemaChange {
  readonly runId: string;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** The columns that an execution told its output had; null for one that told nothing. */
export function schemaOfReport({ metadata }: NodeReport): readonly SchemaColumn[] | null {
  const columns = metadata['output_schema'];
  if (!isJsonArray(columns)) return null;
  return columns.flatMap((column) => {
    if (!isJsonObject(column)) return [];
    const { name, type } = column;
    return typeof name === 'string' && typeof type === 'string' ? [{ name, type }] : [];
  });
}

/** Each time that the columns changed, newest first. Reports come newest first. */
export function schemaSteps(reports: readonly NodeReport[]): readonly SchemaStep[] {
  const known = reports.flatMap((report) => {
    const schema = schemaOfReport(report);
    return schema === null ? [] : [{ report, schema }];
  });
  return known.flatMap(({ report, schema }, at) => {
    const before = known[at + 1];
    if (before === undefined) return [];
    const change = compareSchemas(before.schema, schema);
    return change === null
      ? []
      : [{ ...change, runId: report.runId, atMs: report.finishedAtMs ?? report.runStartedAtMs }];
  });
}

/** Null when both have the same columns, in whatever order. */
export function compareSchemas(
  before: readonly SchemaColumn[],
  after: readonly SchemaColumn[],
): SchemaChange | null {
  const was = new Map(before.map(({ name, type }) => [name, type]));
  const is = new Map(after.map(({ name, type }) => [name, type]));
  const added = after.filter(({ name }) => !was.has(name));
  const removed = before.filter(({ name }) => !is.has(name));
  const retyped = after.flatMap(({ name, type }) => {
    const old = was.get(name);
    return old === undefined || old === type ? [] : [{ name, before: old, after: type }];
  });
  return added.length + removed.length + retyped.length === 0 ? null : { added, removed, retyped };
}
