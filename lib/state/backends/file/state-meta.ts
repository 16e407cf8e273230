import { isJsonObject } from '../../../util/json';
import { parseJson } from '../../parse-json';

/** The form of execution_state.json and journal.ndjson that this version writes. */
const formatVersion = 1;

/** meta.json: what is true of the state as a whole, since the state file holds node ids alone. */
export const metaText = `${JSON.stringify({ format_version: formatVersion }, null, 2)}\n`;

/** A sentence when a later version, whose entries may mean more than is understood here, wrote the state. */
export function foreignFormat(text: string | null): string | null {
  const meta = text === null ? undefined : parseJson(text);
  const version = isJsonObject(meta) ? meta['format_version'] : undefined;
  if (typeof version !== 'number' || version <= formatVersion) return null;
  return `The state was written in format ${String(version)} by a later version of seeknal; this one knows format ${String(formatVersion)} and takes from it what it understands.`;
}
