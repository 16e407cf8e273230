import { ok, type Result } from '../util/result';
import { EngineError } from '../engine/engine-error';
import type { DataProblem, SchemaAsk, Schemas } from './ask';
import type { Outputs } from './outputs';

/** The columns of many outputs; one that can't be read is left out. */
export async function readSchemas(
  outputs: Outputs,
  ask: SchemaAsk,
  signal: AbortSignal,
): Promise<Result<Schemas, DataProblem>> {
  const schemas: Record<string, Schemas[string]> = {};
  await outputs.use(signal, async (connection) => {
    for (const output of ask.outputs) {
      if (signal.aborted) return;
      const file = await outputs.fileOf(output);
      if (!file.ok) continue;
      try {
        schemas[output] = await outputs.schemaOf(connection, file.value);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
      }
    }
  });
  return ok(schemas);
}
