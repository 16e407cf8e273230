import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

/** Rows that break a check, as they were kept when it was made; values are text. */
export interface SampleOfRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Some of what a rule or an audit has found. */
export interface ViolatingRows {
  /** Which check; empty where a node makes only one. */
  readonly title: string;
  readonly violations: number;
  readonly sample: SampleOfRows;
}

/** What a node's metadata keeps of rows that break its rule or its audits. */
export function violatingRows(metadata: JsonObject): readonly ViolatingRows[] {
  const audits = isJsonArray(metadata['audits']) ? metadata['audits'].filter(isJsonObject) : [];
  const ofAudits = audits.flatMap((audit) => {
    const columns = isJsonArray(audit['columns']) ? audit['columns'].map(shown).join(', ') : '';
    const title = `${shown(audit['audit_type']) ?? ''}${columns === '' ? '' : ` (${columns})`}`;
    return rowsOf(title, audit['sample'], audit['failing_rows']);
  });
  const violations = metadata['total_violations'] ?? metadata['violations'];
  return [...rowsOf('', metadata['sample'], violations), ...ofAudits];
}

/** Null when there are no rows. */
export function toSample(value: JsonValue | undefined): SampleOfRows | null {
  const rows = isJsonArray(value) ? value.filter(isJsonObject) : [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return null;
  return { columns, rows: rows.map((row) => columns.map((name) => shown(row[name]))) };
}

function rowsOf(
  title: string,
  kept: JsonValue | undefined,
  violations: JsonValue | undefined,
): ViolatingRows[] {
  const sample = toSample(kept);
  if (sample === null) return [];
  return [{ title, sample, violations: typeof violations === 'number' ? violations : 0 }];
}

function shown(value: JsonValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
