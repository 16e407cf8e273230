import { copyQuery, type WrittenFile } from '../engine/copy-query';
import { EngineError } from '../engine/engine-error';
import { resolveRefs } from '../engine/resolve-refs';
import { splitStatements } from '../engine/split-statements';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from './kind';
import { locateSql } from './locate-sql';
import { namedRef } from './sql-refs';
import { writtenPlace, WrittenSql, type SqlPlace } from './written-sql';

/** A node with SQL in it. */
type SqlNode = Pick<KindNode<{ inputs?: unknown }>, 'id' | 'filePath' | 'config' | 'written'>;

/** SQL that is ready to be read from: everything before the last statement has run. */
export interface PreparedQuery {
  /** The last statement, which gives the output. */
  readonly query: string;
  /** How many statements there are in all. */
  readonly statements: number;
  /** Finds where the last statement stands in the node's file. */
  readonly findPlace: () => Promise<Pick<ExecutionFailure, 'place'>>;
}

/**
 * Resolves references in a node's SQL, runs all statements but the last and checks that
 * this one is a query. `field` is where the SQL stands in the YAML, for the place of mistakes.
 */
export async function prepareQuery(
  node: SqlNode,
  sql: string,
  field: readonly (string | number)[],
  context: ExecutionContext,
): Promise<Result<PreparedQuery, ExecutionFailure>> {
  const ids = context.inputs.map((input) => input.id);
  const before = node.written?.get(field.join('.')) ?? { text: sql, edits: [] };
  const placeIn = async (at: SqlPlace): Promise<Pick<ExecutionFailure, 'place'>> => {
    const { projectDir } = context;
    const place =
      node.filePath === null ? null : await locateSql(projectDir, node.filePath, field, at);
    return place === null ? {} : { place };
  };
  const resolved = resolveRefs(sql, new Set(ids), namedInputs(node.config.inputs));
  if ('unknown' in resolved) {
    const near = nearMatches(resolved.unknown, ids);
    return err({
      code: 'unknown_ref',
      message: `Unknown ref('${resolved.unknown}'). Available inputs: ${ids.join(', ') || 'none'}`,
      hint:
        near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : `Add it to the inputs of ${node.id}.`,
      ...(await placeIn(writtenPlace(resolved.offset, before))),
    });
  }
  const written = new WrittenSql(resolved, before);
  const statements = splitStatements(resolved.text);
  const last = statements.at(-1);
  if (last === undefined) {
    return err({
      code: 'sql_error',
      message: 'There is no SQL statement.',
      hint: `Write a SELECT into "${field.join('.')}".`,
    });
  }
  for (const [index, statement] of statements.entries()) {
    try {
      const { isQuery } = await context.connection.check(statement.sql);
      if (statement !== last) await context.connection.run(statement.sql);
      else if (!isQuery) {
        return err({
          code: 'sql_error',
          message: 'The last statement must be a SELECT: its result is the output of the node.',
          ...(await placeIn(written.placeOf(last, null))),
        });
      }
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      const which = statements.length === 1 ? '' : `Statement ${String(index + 1)} failed: `;
      return err({
        code: 'sql_error',
        message: `${which}${error.message}`,
        ...(await placeIn(written.placeOf(statement, error.at))),
        ...(error.at === null ? {} : { sql_place: written.placeOf(statement, error.at) }),
      });
    }
  }
  return ok({
    query: last.sql,
    statements: statements.length,
    findPlace: () => placeIn(written.placeOf(last, null)),
  });
}

/** Writes the rows of a prepared query to the node's Parquet. Errors in the data are failures with a place. */
export async function writeOutput(
  prepared: PreparedQuery,
  context: ExecutionContext,
): Promise<Result<WrittenFile, ExecutionFailure>> {
  try {
    return ok(await copyQuery(context.connection, prepared.query, context.outputPath));
  } catch (error) {
    if (!(error instanceof EngineError) || error.interrupted) throw error;
    return err({
      code: 'sql_error',
      message: error.message,
      ...(await prepared.findPlace()),
    });
  }
}

/** Inputs in the shape of older projects, `users: ref:source.users`, by their name. */
function namedInputs(inputs: unknown): ReadonlyMap<string, string> {
  const isMapping = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs);
  if (!isMapping) return new Map();
  return new Map(
    Object.entries(inputs).flatMap(([name, ref]: [string, unknown]) =>
      typeof ref === 'string' ? [[name, namedRef(ref)] as const] : [],
    ),
  );
}
