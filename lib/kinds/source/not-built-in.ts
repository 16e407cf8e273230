import type { ExecutionFailure } from '../kind';
import { readers, serverReaders } from './readers';

/** Engines of projects that parse and draw here, and need an executor of one's own to run. */
const otherEngines: Readonly<Record<string, string>> = {
  starrocks: 'StarRocks',
  hive: 'Hive',
  iceberg: 'Iceberg',
  bigquery: 'BigQuery',
  snowflake: 'Snowflake',
  redshift: 'Redshift',
};

/** Why a source of a type that has no reader can't run, and what to do. */
export function notBuiltIn(id: string, type: string): ExecutionFailure {
  const engine = otherEngines[type];
  if (engine === undefined) {
    return {
      code: 'unsupported_source',
      message: `Unsupported source type '${type}'. Supported types: ${[...Object.keys(readers), ...Object.keys(serverReaders)].join(', ')}`,
      hint: 'Export the data to one of these, and name the file in "table".',
    };
  }
  return {
    code: 'unsupported_source',
    message: `${id} reads from ${engine}, and that engine isn't built in.`,
    hint: addExecutor(`${type}_source`),
  };
}

/** As `notBuiltIn`, for addresses such as s3://. They may hold a password and aren't repeated. */
export function networkNotBuiltIn(id: string): ExecutionFailure {
  return {
    code: 'unsupported_source',
    message: `${id} reads from a network address that isn't http or https, and that isn't built in.`,
    hint: `Download the file into the project and name it in "table". Or: ${addExecutor('http_source')}`,
  };
}

function addExecutor(kind: string): string {
  return (
    `Give the node a kind of your own, as in "kind: ${kind}", and add its executor to seeknal.config.ts: ` +
    `registerExecutor('${kind}', async (node, context) => { ... }), which reads the rows and calls context.save.`
  );
}
