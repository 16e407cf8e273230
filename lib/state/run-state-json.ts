import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { combineFingerprint } from './fingerprint';

/** Statuses of the original that remember nothing: such a node was not built. */
const notBuilt = new Set(['pending', 'running', 'skipped']);

/**
 * The entries of the original's run_state.json, and of its forerunner `{version, nodes}`, in the form of
 * execution_state.json. Null for a flat file, which has that form already (runner reference, section 4).
 */
export function entriesOfRunState(file: JsonObject): JsonObject | null {
  if (!('nodes' in file || 'schema_version' in file || 'version' in file)) return null;
  const { nodes } = file;
  if (!isJsonObject(nodes)) return {};
  const entries: Record<string, JsonValue> = {};
  for (const [id, node] of Object.entries(nodes)) {
    const converted = isJsonObject(node) ? convert(node) : node;
    if (converted !== null) entries[id] = converted;
  }
  return entries;
}

function convert(node: JsonObject): JsonObject | null {
  const { status = 'pending', metadata, fingerprint } = node;
  if (typeof status === 'string' && notBuilt.has(status)) return null;
  const message = isJsonObject(metadata) ? metadata['error'] : undefined;
  return {
    status,
    duration: durationSeconds(node),
    row_count: node['row_count'] ?? null,
    last_run: unixSeconds(node['last_run']),
    // Its `hash` is that of the content alone; the parts tell the hash that decides.
    hash: isJsonObject(fingerprint) ? combinedOf(fingerprint) : null,
    fingerprint: fingerprint ?? null,
    error: typeof message === 'string' && status === 'failed' ? { code: 'unknown', message } : null,
  };
}

function combinedOf(parts: JsonObject): string | null {
  const [content, schema, upstream, config] = [
    'content_hash',
    'schema_hash',
    'upstream_hash',
    'config_hash',
  ].map((key) => parts[key]);
  if (
    typeof content !== 'string' ||
    typeof schema !== 'string' ||
    typeof upstream !== 'string' ||
    typeof config !== 'string'
  ) {
    return null;
  }
  return combineFingerprint({ content, schema, config }, upstream, null).combined;
}

function durationSeconds({ duration, duration_ms: milliseconds }: JsonObject): number {
  if (typeof milliseconds === 'number') return milliseconds / 1000;
  return typeof duration === 'number' ? duration : 0;
}

/** Its times are local, as in `2026-01-30T09:15:02.1`; earlier versions wrote Unix seconds. */
function unixSeconds(time: JsonValue | undefined): number {
  if (typeof time === 'number') return time;
  const parsed = typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(parsed) ? 0 : parsed / 1000;
}
