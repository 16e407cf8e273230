import { copyQuery, type WrittenFile } from '../engine/copy-query';
import { EngineError } from '../engine/engine-error';
import { resolveParameters } from '../engine/resolve-parameters';
import { resolveRefs } from '../engine/resolve-refs';
import { splitStatements, type Statement } from '../engine/split-statements';
import type { FilePlace } from '../events/run-event';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import type { JsonObject } from '../util/json';
import type { ExecutionContext, ExecutionFailure, KindNode } from './kind';
import { locateSql } from './locate-sql';

/** SQL that is ready to be read from: everything before the last statement has run. */
export interface PreparedQuery {
  /** The last statement, which gives the output. */
  readonly query: string;
  /** How many statements there are in all. */
  readonly statements: number;
  /** Finds where the last statement stands in the node's file; null when that is not known. */
  readonly findPlace: () => Promise<FilePlace | null>;
}

/**
 * Resolves parameters and references in a node's SQL, runs all statements but the last and checks that
 * this one is a query. `field` is where the SQL stands in the YAML, for the place of mistakes.
 */
export async function prepareQuery(
  node: Pick<KindNode<{ params?: JsonObject | null | undefined }>, 'id' | 'filePath' | 'config'>,
  sql: string,
  field: readonly (string | number)[],
  context: ExecutionContext,
): Promise<Result<PreparedQuery, ExecutionFailure>> {
  const ids = context.inputs.map((input) => input.id);
  const resolved = resolveRefs(resolveParameters(sql, node.config.params ?? {}), new Set(ids));
  if ('unknown' in resolved) {
    const near = nearMatches(resolved.unknown, ids);
    return err({
      code: 'unknown_ref',
      message: `Unknown ref('${resolved.unknown}'). Available inputs: ${ids.join(', ') || 'none'}`,
      hint:
        near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : `Add it to the inputs of ${node.id}.`,
    });
  }
  const statements = splitStatements(resolved.sql);
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
          ...placed(await placeOf(node.filePath, field, last, null, context)),
        });
      }
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      const which = statements.length === 1 ? '' : `Statement ${String(index + 1)} failed: `;
      return err({
        code: 'sql_error',
        message: `${which}${error.message}`,
        ...placed(await placeOf(node.filePath, field, statement, error.at, context)),
        ...(error.at === null ? {} : { sql_place: inSql(statement, error.at) }),
      });
    }
  }
  return ok({
    query: last.sql,
    statements: statements.length,
    findPlace: () => placeOf(node.filePath, field, last, null, context),
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
      ...placed(await prepared.findPlace()),
    });
  }
}

function placed(place: FilePlace | null): Pick<ExecutionFailure, 'place'> {
  return place === null ? {} : { place };
}

async function placeOf(
  filePath: string | null,
  field: readonly (string | number)[],
  statement: Statement,
  at: EngineError['at'],
  context: ExecutionContext,
): Promise<FilePlace | null> {
  if (filePath === null) return null;
  const place = inSql(statement, at ?? { line: 1, column: 1 });
  return locateSql(context.projectDir, filePath, field, place);
}

/** A place of a statement as a place of the whole SQL that it is part of. */
function inSql(
  statement: Statement,
  { line, column }: NonNullable<EngineError['at']>,
): { readonly line: number; readonly column: number } {
  return {
    line: statement.line + line - 1,
    column: line === 1 ? statement.column + column - 1 : column,
  };
}
