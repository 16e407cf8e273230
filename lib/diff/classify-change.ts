import type { ManifestNode } from '../manifest/manifest';
import { inputOrderCounts } from '../state/input-order';
import { notFunctional } from '../state/not-functional';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { sameJson } from './diff-fields';
import type { FieldChange } from './field-change';
import { isColumnType } from './is-column-type';
import { sqlShape } from './sql-shape';
import { isSameSql } from './sql-tokens';

/**
 * What a change means for others: breaking takes something away that they may read, non-breaking makes
 * the node again and all that is downstream of it, metadata rebuilds nothing.
 */
export type ChangeClass = 'metadata' | 'non_breaking' | 'breaking';

const severity = ['metadata', 'non_breaking', 'breaking'] as const;

/** The class of one field of a node that both manifests have (manifest reference, section 6). */
export function classifyField(
  change: FieldChange,
  before: ManifestNode,
  after: ManifestNode,
): ChangeClass {
  const key = topKey(change.path);
  if (notFunctional.has(key)) return 'metadata';
  switch (key) {
    case 'kind':
    case 'name':
    case 'entity':
    case 'source_type':
      return 'breaking';
    case 'columns':
      return classifyColumn(change);
    case 'features':
      return isRemovedEntry(change) ? 'breaking' : 'non_breaking';
    case 'inputs':
    case 'depends_on':
      return classifyInputs(before.config[key], after.config[key], after.config);
    case 'sql':
    case 'transform':
      return classifySql(change);
    default:
      return 'non_breaking';
  }
}

/** The highest class of the fields; metadata for none. */
export function highestClass(classes: readonly ChangeClass[]): ChangeClass {
  return severity[Math.max(0, ...classes.map((one) => severity.indexOf(one)))] ?? 'metadata';
}

/** What the edit of a node means as a whole. */
export function classOfChange(
  fields: readonly FieldChange[],
  before: ManifestNode,
  after: ManifestNode,
): ChangeClass {
  return highestClass(fields.map((field) => classifyField(field, before, after)));
}

function topKey(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}

/** `features.total` went, not something below it. */
function isRemovedEntry({ path, before, after }: FieldChange): boolean {
  if (after !== undefined) return false;
  if (path === 'features') return isJsonObject(before);
  return path.split('.').length === 2 && !path.includes('[');
}

function classifyColumn({ path, before, after }: FieldChange): ChangeClass {
  if (path.endsWith('.description') && path.split('.').length > 2) return 'metadata';
  if (path === 'columns' && isJsonArray(before) && isJsonArray(after)) {
    const kept = before.every((one) => after.some((other) => sameJson(one, other)));
    return kept ? 'non_breaking' : 'breaking';
  }
  if (after === undefined) return 'breaking';
  if (before === undefined) return 'non_breaking';
  const [was, is] = [typeOf(before), typeOf(after)];
  return was === is ? 'metadata' : 'breaking';
}

/** A column's text counts as its type only when it is one; a description is for people. */
function typeOf(column: JsonValue): string | null {
  const text = isJsonObject(column) ? (column['dtype'] ?? column['type']) : column;
  return typeof text === 'string' && isColumnType(text) ? text.trim().toLowerCase() : null;
}

function classifyInputs(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  config: JsonObject,
): ChangeClass {
  const [was, is] = [refsIn(before), refsIn(after)];
  if (was.some((ref) => !is.includes(ref))) return 'breaking';
  if (is.length !== was.length) return 'non_breaking';
  // In a mapping, SQL may know them by their names.
  const isNamed = isJsonObject(before) || isJsonObject(after);
  const isMoved = inputOrderCounts(config) && was.some((ref, index) => !sameJson(ref, is[index]));
  return isNamed || isMoved ? 'non_breaking' : 'metadata';
}

function refsIn(inputs: JsonValue | undefined): JsonValue[] {
  const list = isJsonArray(inputs) ? inputs : isJsonObject(inputs) ? Object.values(inputs) : [];
  return list.map((input) => (isJsonObject(input) ? (input['ref'] ?? null) : input));
}

function classifySql({ before, after }: FieldChange): ChangeClass {
  if (after === undefined || after === null) return 'breaking';
  if (typeof before !== 'string' || typeof after !== 'string') return 'non_breaking';
  if (isSameSql(before, after)) return 'metadata';
  const [was, is] = [sqlShape(before), sqlShape(after)];
  if (was === null || is === null) return 'non_breaking';
  const columnsStay = is.columns.has('*') || isSubset(was.columns, is.columns);
  return columnsStay && isSubset(was.tables, is.tables) ? 'non_breaking' : 'breaking';
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}
