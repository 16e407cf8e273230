import { postgresSettings } from '../../connections/postgres/postgres-settings';
import { parseTableName } from '../../connections/postgres/table-name';
import { EngineError } from '../../engine/engine-error';
import { isJsonArray, type JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput } from '../kind';
import { writeTable, type WriteMode } from '../postgres-target/write-table';
import { targetsOf } from './targets-of';

/**
 * Takes a node's output to the further places that its document names. What fails there fails nothing
 * else: it is a warning, in the log and in what is told of the node.
 */
export async function materializeOutput(
  node: { readonly id: string; readonly config: JsonObject },
  output: ExecutionOutput,
  context: ExecutionContext,
): Promise<ExecutionOutput> {
  const results: JsonObject[] = [];
  const failures: string[] = [];
  const defaults = context.outside.materializationDefaults();
  for (const written of targetsOf(node.config)) {
    const target = { ...(defaults.ok ? sharedDefaults(defaults.value) : {}), ...written };
    const about = aboutTarget(target);
    if (target['enabled'] === false && context.materialize !== 'always') {
      results.push({ ...about, status: 'skipped', message: 'not enabled' });
      continue;
    }
    const startMs = performance.now();
    const delivered = defaults.ok ? await deliver(target, output, context) : defaults;
    const duration = Math.round(performance.now() - startMs) / 1000;
    if (delivered.ok) {
      results.push({ ...about, status: 'success', rows: delivered.value, duration });
      context.log(
        'info',
        `${delivered.value.toLocaleString('en')} rows went to ${nameOf(target)} (${modeOf(target)}).`,
      );
      continue;
    }
    const { message, hint } = delivered.error;
    context.log(
      'warning',
      `The output did not get to ${nameOf(target)}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
    );
    results.push({ ...about, status: 'failed', duration, message });
    failures.push(`materialization: ${message}`);
  }
  const before = output.metadata['warnings'];
  return {
    ...output,
    metadata: {
      ...output.metadata,
      materialization: results,
      ...(failures.length === 0
        ? {}
        : { warnings: [...(isJsonArray(before) ? before : []), ...failures] }),
    },
  };
}

/** What a profile says for all targets; its catalog is Iceberg's. */
function sharedDefaults({ enabled, default_mode, connection }: JsonObject): JsonObject {
  return {
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(typeof default_mode === 'string' ? { mode: default_mode } : {}),
    ...(typeof connection === 'string' ? { connection } : {}),
  };
}

async function deliver(
  target: JsonObject,
  output: ExecutionOutput,
  context: ExecutionContext,
): Promise<Result<number, ExecutionFailure>> {
  const { type, table } = target;
  if (type !== 'postgresql' && type !== 'postgres') {
    return failed(
      `${type === undefined || type === 'iceberg' ? 'Iceberg' : JSON.stringify(type)} isn't built in.`,
      'Use "type: postgresql", or an executor of your own in seeknal.config.ts.',
    );
  }
  if (output.outputPath?.endsWith('.parquet') !== true) {
    return failed('The node has no rows to write.', 'Give it to a node that makes data.');
  }
  const settings = await postgresSettings(target, context.outside);
  if (!settings.ok) return settings;
  const name = typeof table === 'string' ? parseTableName(table, settings.value.schema) : null;
  if (name === null) {
    return failed('"table" must be a name, as in public.users.', 'Correct it.');
  }
  const write = writeModeOf(target);
  if (!write.ok) return write;
  try {
    const written = await writeTable(
      {
        settings: settings.value,
        table: name,
        write: write.value,
        createTable: target['create_table'] !== false,
        cascade: target['cascade'] === true,
      },
      output.outputPath,
      context,
    );
    return written.ok ? ok(written.value.rowCount) : written;
  } catch (error) {
    if (!(error instanceof Error) || (error instanceof EngineError && error.interrupted))
      throw error;
    return failed(error.message);
  }
}

function writeModeOf(target: JsonObject): Result<WriteMode, ExecutionFailure> {
  const mode = modeOf(target);
  const { time_column: timeColumn, lookback, unique_keys: keys } = target;
  switch (mode) {
    case 'full':
    case 'overwrite':
      return ok({ mode: 'full' });
    case 'append':
      return ok({ mode: 'append' });
    case 'incremental_by_time':
      if (typeof timeColumn !== 'string') return failed('incremental_by_time needs a time_column.');
      return ok({
        mode: 'incremental',
        timeColumn,
        lookbackDays:
          typeof lookback === 'string' ? Number.parseInt(lookback, 10) : Number(lookback ?? 0),
      });
    case 'upsert_by_key': {
      const names = typeof keys === 'string' ? [keys] : isJsonArray(keys) ? keys : [];
      const columns = names.filter((name) => typeof name === 'string');
      return columns.length === 0
        ? failed('upsert_by_key needs unique_keys.')
        : ok({ mode: 'upsert', keys: columns });
    }
    default:
      return failed(
        `The mode is ${mode}.`,
        'It can be full, append, incremental_by_time or upsert_by_key.',
      );
  }
}

function modeOf({ mode }: JsonObject): string {
  return typeof mode === 'string' ? mode : 'full';
}

function nameOf({ table, type }: JsonObject): string {
  const kind = typeof type === 'string' ? type : 'iceberg';
  return typeof table === 'string' ? `${kind} ${table}` : kind;
}

function aboutTarget(target: JsonObject): JsonObject {
  const { type = 'iceberg', table = null } = target;
  return { type, table, mode: modeOf(target) };
}

function failed(
  message: string,
  hint?: string,
): { readonly ok: false; readonly error: ExecutionFailure } {
  return err({
    code: 'materialization_failed',
    message,
    ...(hint === undefined ? {} : { hint }),
  });
}
