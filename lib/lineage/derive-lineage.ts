import { resolveRefs } from '../engine/resolve-refs';
import { splitStatements } from '../engine/split-statements';
import { mergeOrigins, notKnown, type NamedColumn } from '../graph/column-origin';
import { kindOfId, shortNameOf, type NodeId } from '../graph/node-id';
import type { ColumnLineage } from '../graph/trace-column';
import { kinds } from '../kinds/registry';
import type { JsonObject, JsonValue } from '../util/json';
import type { FindTable, KnownTable } from './resolve-context';
import { resolveQuery } from './resolve-query';

/** A node as far as its columns are concerned. */
export interface LineageNode {
  readonly id: NodeId;
  readonly kind: string;
  /** With values in the place of `{{ }}`. */
  readonly config: JsonObject;
  /** Direct upstream in the order in which SQL numbers them. */
  readonly inputs: readonly NodeId[];
}

/** What has to be asked of DuckDB. */
export interface LineageSource {
  /** The tree of a SELECT, as json_serialize_sql gives it; null when it is none. */
  readonly parse: (sql: string) => Promise<JsonValue | null>;
  /** The columns of a node's output as it was last built; null when there is none. */
  readonly columnsOf: (id: NodeId) => Promise<readonly string[] | null>;
}

/** What every column of every node is made from. Nodes come upstream before downstream. */
export async function deriveLineage(
  nodes: readonly LineageNode[],
  source: LineageSource,
): Promise<ColumnLineage> {
  const lineage = new Map<string, readonly NamedColumn[]>();
  for (const node of nodes) {
    const stored = await source.columnsOf(node.id);
    lineage.set(node.id, await columnsOfNode(node, stored, lineage, source));
  }
  return Object.fromEntries(lineage);
}

async function columnsOfNode(
  node: LineageNode,
  stored: readonly string[] | null,
  lineage: ReadonlyMap<string, readonly NamedColumn[]>,
  source: LineageSource,
): Promise<readonly NamedColumn[]> {
  if (node.inputs.length === 0) {
    return (stored ?? []).map((name) => ({ name, from: [], how: 'same', unknown: null }));
  }
  const sql = await sqlOf(node);
  if (sql === null) return passedOn(node, stored, lineage);
  const resolved = resolveRefs(sql, new Set(node.inputs), new Map());
  const text = 'unknown' in resolved ? sql : resolved.text;
  const statements = splitStatements(text).map((statement) => statement.sql);
  const findTable = tablesOf(node, lineage);
  const made = new Map<string, KnownTable>();
  const find: FindTable = (schema, name) =>
    (schema === '' || schema === 'temp' ? made.get(name) : undefined) ?? findTable(schema, name);
  let columns: readonly NamedColumn[] = [];
  for (const [index, statement] of statements.entries()) {
    const created = index < statements.length - 1 ? createdBy(statement) : null;
    const tree = await source.parse(created?.query ?? statement);
    const found =
      tree === null
        ? [{ ...notKnown('DuckDB does not give the tree of this statement'), name: '*' }]
        : resolveQuery(tree, find);
    if (created !== null) made.set(created.name, { columns: found, otherwise: null });
    columns = found;
  }
  return named(columns, stored);
}

async function sqlOf({ kind, config, inputs }: LineageNode): Promise<string | null> {
  const queryOf = await kinds.get(kind)?.loadQuery?.();
  return queryOf?.(config, inputs) ?? null;
}

const createdTable =
  /^\s*create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:table|view)\s+(?:if\s+not\s+exists\s+)?"?([A-Za-z_]\w*)"?\s+as\s+([\s\S]*)$/i;

/** What a statement before the last makes for it. */
function createdBy(statement: string): { readonly name: string; readonly query: string } | null {
  const [, name, query] = createdTable.exec(statement) ?? [];
  return name === undefined || query === undefined ? null : { name: name.toLowerCase(), query };
}

/** The names by which the SQL of a node reads its inputs. */
function tablesOf(
  { inputs }: LineageNode,
  lineage: ReadonlyMap<string, readonly NamedColumn[]>,
): FindTable {
  const byName = new Map<string, NodeId>();
  for (const [index, id] of inputs.entries()) {
    byName.set(`${kindOfId(id)}.${shortNameOf(id)}`.toLowerCase(), id);
    byName.set(`input_${String(index)}`, id);
    if (index === 0) for (const name of ['source', 'input_data']) byName.set(name, id);
    if (inputs.length === 1) byName.set('__this__', id);
  }
  return (schema, name) => {
    const id = byName.get(schema === '' || schema === 'main' ? name : `${schema}.${name}`);
    return id === undefined ? null : inputTable(id, lineage.get(id) ?? []);
  };
}

function inputTable(id: NodeId, columns: readonly NamedColumn[]): KnownTable {
  const isOpen = columns.length === 0 || columns.some((column) => column.name === '*');
  const known = columns.filter((column) => column.name !== '*');
  const refTo = (column: string): NamedColumn => ({
    name: column,
    from: [{ node: id, column }],
    how: 'same',
    unknown: null,
  });
  return {
    columns: isOpen && known.length === 0 ? null : known.map(({ name }) => refTo(name)),
    // A column that is asked for by name must be there, whatever else may be.
    otherwise: isOpen
      ? (column) =>
          column === '*'
            ? notKnown(`the columns of ${id} are known once it has been built`)
            : refTo(column)
      : null,
  };
}

/** Nodes without SQL hand on the columns that they have from their inputs; the others are their own. */
function passedOn(
  node: LineageNode,
  stored: readonly string[] | null,
  lineage: ReadonlyMap<string, readonly NamedColumn[]>,
): readonly NamedColumn[] {
  return (stored ?? []).map((name): NamedColumn => {
    const lower = name.toLowerCase();
    const input = node.inputs.find((id) =>
      lineage.get(id)?.some((column) => column.name.toLowerCase() === lower),
    );
    if (input !== undefined) {
      return { ...mergeOrigins([], 'same'), from: [{ node: input, column: name }], name };
    }
    return { ...notKnown(`${node.kind} nodes make it by other means than SQL`), name };
  });
}

/** The output tells the exact names of what an expression without a name gives, and what a `*` stood for. */
function named(
  columns: readonly NamedColumn[],
  stored: readonly string[] | null,
): readonly NamedColumn[] {
  if (stored === null) return columns;
  const star = columns.find((column) => column.name === '*');
  if (star === undefined && columns.length === stored.length) {
    return columns.map((column, index) => ({ ...column, name: stored[index] ?? column.name }));
  }
  // Built from other SQL than this: what the SQL says now counts.
  if (star === undefined) return columns;
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  return stored.map((name) => ({ ...(byName.get(name.toLowerCase()) ?? star), name }));
}
