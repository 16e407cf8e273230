import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createJiti } from 'jiti';
import { copyQuery } from '../../../engine/copy-query';
import { quotePath, quoteText } from '../../../engine/sql-text';
import { EngineError } from '../../../engine/engine-error';
import { kindOfId, shortNameOf, type NodeId } from '../../../graph/node-id';
import { isJsonObject, type JsonObject } from '../../../util/json';
import { nearMatches } from '../../../util/near-matches';
import { err, ok, type Result } from '../../../util/result';
import { bindInputs } from '../../bind-inputs';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../../kind';
import type { MadeRows } from '../language';
import {
  defineTransform,
  type TransformContext,
  type TransformDefinition,
} from './define-transform';
import { placeInStack } from './place-in-stack';

/** Runs the function of a TypeScript node in this process. */
export async function runTypescript(
  node: KindNode<JsonObject>,
  context: ExecutionContext,
): Promise<Result<MadeRows, ExecutionFailure>> {
  const { connection, outputPath, projectDir, signal } = context;
  const file = node.filePath ?? '';
  const problem = await bindInputs(node.id, connection, context.inputs);
  if (problem !== null) return err(problem);
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const definition = await loadDefinition(join(projectDir, file), node.name);
    if (definition === null) return err(notExported(node, file));
    const made = await definition.run(toOwnContext(node, context));
    if (signal.aborted) return err(cancelled);
    const query = typeof made === 'string' ? made : await queryOfRows(made, dirname(outputPath));
    await copyQuery(connection, query, outputPath);
    return ok({ path: outputPath, metadata: { language: 'typescript' } });
  } catch (error) {
    if (signal.aborted || (error instanceof EngineError && error.interrupted))
      return err(cancelled);
    const message = error instanceof Error ? error.message : String(error);
    return err({
      code: 'typescript_failed',
      message: `Execution failed for ${node.id}: ${message}`,
      ...placeInStack(error, projectDir, file),
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    await connection.reset();
  }
}

/** The definition of this name among what the file exports. */
async function loadDefinition(path: string, name: string): Promise<TransformDefinition | null> {
  const jiti = createJiti(import.meta.url, {
    // A copy of the package in the project's node_modules is not needed.
    virtualModules: { 'seeknal-dag': { defineTransform } },
    // What was edited between two runs of one process counts.
    moduleCache: false,
    fsCache: false,
  });
  const module = await jiti.import<Record<string, unknown>>(path);
  const exported = Object.values(module).flatMap((item): unknown[] =>
    Array.isArray(item) ? item : [item],
  );
  return exported.find((item): item is TransformDefinition => isDefinition(item, name)) ?? null;
}

function isDefinition(value: unknown, name: string): value is TransformDefinition {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'name' in value && value.name === name && 'run' in value && typeof value.run === 'function'
  );
}

function toOwnContext(node: KindNode<JsonObject>, context: ExecutionContext): TransformContext {
  const { connection, inputs, projectDir, signal, log, progress } = context;
  const ids = inputs.map(({ id }) => id);
  const ref = (id: string): string => {
    const input = ids.find((known) => known === id);
    if (input === undefined) throw new Error(unknownInput(node.id, id, ids));
    return quotePath(kindOfId(input), shortNameOf(input));
  };
  return {
    projectDir,
    params: isJsonObject(node.config['params']) ? node.config['params'] : {},
    signal,
    ref,
    sql: (query) => connection.rows(query),
    rows: (id) => connection.rows(`FROM ${ref(id)}`),
    log,
    progress,
  };
}

function unknownInput(node: string, id: string, ids: readonly NodeId[]): string {
  const near = nearMatches(id, ids);
  const meant = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  return `"${id}" is no input of ${node}; its inputs are ${ids.join(', ') || 'none'}.${meant}`;
}

/** The rows as a query over a file of them. */
async function queryOfRows(rows: unknown, workDir: string): Promise<string> {
  if (!Array.isArray(rows)) {
    throw new TypeError('"run" must return SQL, or a list of rows, as in [{ id: 1 }].');
  }
  if (rows.length === 0) {
    throw new TypeError(
      '"run" returned no rows, so that their columns are not known. Return SQL instead.',
    );
  }
  const path = join(workDir, 'rows.jsonl');
  const lines = rows.map((row: unknown) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
  await writeFile(path, `${lines.join('\n')}\n`);
  return `FROM read_json(${quoteText(path)}, format = 'newline_delimited', sample_size = -1)`;
}

function notExported({ id, name }: KindNode<JsonObject>, file: string): ExecutionFailure {
  return {
    code: 'typescript_failed',
    message: `${file} exports no definition called "${name}", so ${id} can't run.`,
    hint: `Write: export default defineTransform({ name: "${name}", ... }).`,
    place: { file, line: 1, column: 1 },
  };
}

const cancelled: ExecutionFailure = { code: 'cancelled', message: 'Cancelled before it was done.' };
