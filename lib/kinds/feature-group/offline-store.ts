import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConnection } from '../../engine/connection';
import { copyQuery } from '../../engine/copy-query';
import { describeQuery } from '../../engine/describe-query';
import { quoteName, quoteText } from '../../engine/sql-text';
import { isMissingFile } from '../../files/missing-file';
import { writeAtomic } from '../../files/write-atomic';
import { isJsonArray, isJsonObject, type JsonValue } from '../../util/json';

/**
 * Keeps the rows of a feature group for training: data.parquet with the group's name in a column `name`
 * and the event time as `event_time`, and _metadata.json with what was written when.
 */
export async function saveOffline(input: {
  readonly connection: EngineConnection;
  readonly rowsPath: string;
  readonly folder: string;
  readonly name: string;
  readonly eventTime: string | null;
  readonly rowCount: number;
  readonly now: Date;
}): Promise<void> {
  const { connection, eventTime } = input;
  const from = `FROM read_parquet(${quoteText(input.rowsPath)})`;
  const renamed =
    eventTime === null || eventTime === 'event_time'
      ? '*'
      : `* RENAME (${quoteName(eventTime)} AS event_time)`;
  const query = `SELECT ${renamed}, ${quoteText(input.name)} AS name ${from}`;
  await copyQuery(connection, query, join(input.folder, 'data.parquet'));
  const schema = Object.fromEntries(await describeQuery(connection, query));
  const metadataPath = join(input.folder, '_metadata.json');
  const versions = await earlierVersions(metadataPath);
  const version = {
    version: versions.length + 1,
    start_date: null,
    end_date: null,
    mode: 'overwrite',
    rows: input.rowCount,
    timestamp: input.now.toISOString(),
  };
  const metadata = { versions: [...versions, version], watermarks: [], schema };
  await writeAtomic(metadataPath, `${JSON.stringify(metadata, null, 2)}\n`);
}

async function earlierVersions(path: string): Promise<readonly JsonValue[]> {
  try {
    const metadata = JSON.parse(await readFile(path, 'utf8')) as JsonValue;
    const versions = isJsonObject(metadata) ? metadata['versions'] : undefined;
    return isJsonArray(versions) ? versions : [];
  } catch (error) {
    // Without a readable list the numbering starts anew; the data itself is written whole each time.
    if (isMissingFile(error) || error instanceof SyntaxError) return [];
    throw error;
  }
}
