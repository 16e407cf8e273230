import { existsSync } from 'node:fs';
import type { EngineConnection } from '../engine/connection';
import { EngineError } from '../engine/engine-error';
import { quoteName, quotePath, quoteText } from '../engine/sql-text';
import { kindOfId, shortNameOf, type NodeId } from '../graph/node-id';
import type { ExecutionFailure, NodeInput } from './kind';
import { kinds } from './registry';

/**
 * Makes the inputs of a node known to its SQL: `kind.name` and `input_N` for each, `source` and
 * `input_data` for the first, `__THIS__` for an only one. Null when all are.
 */
export async function bindInputs(
  id: NodeId,
  connection: EngineConnection,
  inputs: readonly NodeInput[],
): Promise<ExecutionFailure | null> {
  const missing = missingInput(id, inputs);
  if (missing !== null) return missing;
  for (const [index, input] of inputs.entries()) {
    if (kinds.get(kindOfId(input.id))?.hasData === false) continue;
    const kind = kindOfId(input.id);
    const view = quotePath(kind, shortNameOf(input.id));
    const names = [`input_${String(index)}`];
    if (index === 0) names.push('source', 'input_data');
    if (inputs.length === 1) names.push('__THIS__');
    try {
      await connection.run(
        [
          `CREATE SCHEMA IF NOT EXISTS ${quoteName(kind)}`,
          `CREATE VIEW ${view} AS FROM read_parquet(${quoteText(input.path)})`,
          ...names.map((name) => `CREATE VIEW main.${quoteName(name)} AS FROM ${view}`),
        ].join(';\n'),
      );
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      return {
        code: 'input_unreadable',
        message: `${id} can't read the output of ${input.id}: ${error.message}`,
        hint: `Build it again: seeknal run --full --nodes ${input.id}`,
      };
    }
  }
  return null;
}

/** The first input that should have data and has none; null when all are there. */
export function missingInput(id: NodeId, inputs: readonly NodeInput[]): ExecutionFailure | null {
  for (const input of inputs) {
    if (kinds.get(kindOfId(input.id))?.hasData === false) continue;
    if (existsSync(input.path)) continue;
    return {
      code: 'input_missing',
      message: `${id} reads ${input.id}, which has no output yet.`,
      hint: `Run it first: seeknal run --nodes ${input.id}`,
    };
  }
  return null;
}
