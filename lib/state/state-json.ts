import { parseNodeId, type NodeId } from '../graph/node-id';
import type { NodeError } from '../events/run-event';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import type { DataFileFacts, ExecutionState, Fingerprint, NodeState } from './execution-state';
import { entriesOfRunState } from './run-state-json';

/**
 * One entry of execution_state.json: the four keys of the documented form, then our own. `last_run` is in
 * Unix seconds, `duration` in seconds.
 */
export function nodeStateToJson(state: NodeState): JsonObject {
  return {
    status: state.status,
    duration: state.duration,
    row_count: state.rowCount,
    last_run: state.lastRun,
    hash: state.fingerprint?.combined ?? null,
    fingerprint:
      state.fingerprint === null
        ? null
        : {
            content_hash: state.fingerprint.content,
            schema_hash: state.fingerprint.schema,
            upstream_hash: state.fingerprint.upstream,
            config_hash: state.fingerprint.config,
            data_hash: state.fingerprint.data,
          },
    data_files: state.dataFiles.map((file) => ({
      path: file.path,
      size_bytes: file.sizeBytes,
      modified_ms: file.modifiedMs,
      content_hash: file.contentHash,
    })),
    ...(state.outsideFacts === undefined ? {} : { outside_facts: state.outsideFacts }),
    run_id: state.runId,
    output_path: state.outputPath,
    output_bytes: state.outputBytes,
    error: state.error === null ? null : errorToJson(state.error),
    ...(typeof state.auditsHash === 'string' ? { audits_hash: state.auditsHash } : {}),
  };
}

/**
 * Reads an entry of ours, or of another tool that knows only the four documented keys. Null when it is
 * not an entry at all; odd values of single keys fall back to "unknown", so that the node runs again.
 */
export function nodeStateFromJson(value: JsonValue | undefined): NodeState | null {
  if (!isJsonObject(value)) return null;
  const status = value['status'];
  if (status !== 'success' && status !== 'failed' && status !== 'cached') return null;
  return {
    // Other tools write "cached" for a node that was built before and left alone.
    status: status === 'failed' ? 'failed' : 'success',
    duration: numberOr(value['duration'], 0),
    rowCount: numberOr(value['row_count'], null),
    lastRun: numberOr(value['last_run'], 0),
    fingerprint: fingerprintFromJson(value),
    dataFiles: dataFilesFromJson(value['data_files']),
    ...outsideFactsFromJson(value['outside_facts']),
    runId: textOrNull(value['run_id']),
    outputPath: textOrNull(value['output_path']),
    outputBytes: numberOr(value['output_bytes'], null),
    error: errorFromJson(value['error']),
    ...(typeof value['audits_hash'] === 'string' ? { auditsHash: value['audits_hash'] } : {}),
  };
}

/** The whole file: a flat object by node id, sorted, so that equal states are equal files. */
export function stateToJson(state: ExecutionState): JsonObject {
  const ids = [...state.keys()].sort();
  const entries: Record<string, JsonValue> = {};
  for (const id of ids) {
    const entry = state.get(id);
    if (entry !== undefined) entries[id] = nodeStateToJson(entry);
  }
  return entries;
}

/** What a file of entries says, and what in it can't be believed. */
export interface ReadEntries {
  readonly state: Map<NodeId, NodeState>;
  /** Keys of what is no entry, or no node id. */
  readonly unreadable: readonly string[];
  /** Nodes that are said to have succeeded and to have failed; they count as failed. */
  readonly contradictory: readonly NodeId[];
}

/** Reads the flat form, ours and the documented one, or the original's with its entries under `nodes`. */
export function stateFromJson(file: JsonObject): ReadEntries {
  const state = new Map<NodeId, NodeState>();
  const unreadable: string[] = [];
  const contradictory: NodeId[] = [];
  for (const [key, value] of Object.entries(entriesOfRunState(file) ?? file)) {
    const id = parseNodeId(key);
    const entry = nodeStateFromJson(value);
    if (!id.ok || entry === null) {
      unreadable.push(key);
    } else if (entry.status === 'success' && entry.error !== null) {
      contradictory.push(id.value);
      state.set(id.value, { ...entry, status: 'failed', fingerprint: null });
    } else {
      state.set(id.value, entry);
    }
  }
  return { state, unreadable, contradictory };
}

function fingerprintFromJson(entry: JsonObject): Fingerprint | null {
  const parts = entry['fingerprint'];
  const combined = textOrNull(entry['hash']);
  if (!isJsonObject(parts) || combined === null) return null;
  const content = textOrNull(parts['content_hash']);
  const schema = textOrNull(parts['schema_hash']);
  const upstream = textOrNull(parts['upstream_hash']);
  const config = textOrNull(parts['config_hash']);
  if (content === null || schema === null || upstream === null || config === null) return null;
  return { content, schema, upstream, config, data: textOrNull(parts['data_hash']), combined };
}

function dataFilesFromJson(value: JsonValue | undefined): DataFileFacts[] {
  if (!isJsonArray(value)) return [];
  return value.flatMap((file) => {
    if (!isJsonObject(file)) return [];
    const path = textOrNull(file['path']);
    const contentHash = textOrNull(file['content_hash']);
    if (path === null || contentHash === null) return [];
    return [
      {
        path,
        contentHash,
        sizeBytes: numberOr(file['size_bytes'], -1),
        modifiedMs: numberOr(file['modified_ms'], -1),
      },
    ];
  });
}

function outsideFactsFromJson(value: JsonValue | undefined): Pick<NodeState, 'outsideFacts'> {
  if (!isJsonObject(value)) return {};
  const facts = Object.entries(value).flatMap(([name, fact]) =>
    typeof fact === 'string' ? [[name, fact] as const] : [],
  );
  return facts.length === 0 ? {} : { outsideFacts: Object.fromEntries(facts) };
}

function errorFromJson(value: JsonValue | undefined): NodeError | null {
  if (!isJsonObject(value)) return null;
  const message = textOrNull(value['message']);
  if (message === null) return null;
  const hint = textOrNull(value['hint']);
  const place = value['place'];
  const file = isJsonObject(place) ? textOrNull(place['file']) : null;
  return {
    code: textOrNull(value['code']) ?? 'unknown',
    message,
    ...(hint === null ? {} : { hint }),
    ...(isJsonObject(place) && file !== null
      ? {
          place: { file, line: numberOr(place['line'], 1), column: numberOr(place['column'], 1) },
        }
      : {}),
  };
}

/** Without the code around its place, which the history keeps. */
function errorToJson({ code, message, hint, place, sql_place }: NodeError): JsonObject {
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: place === undefined ? null : { ...place },
    ...(sql_place === undefined ? {} : { sql_place: { ...sql_place } }),
  };
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOr<T>(value: JsonValue | undefined, otherwise: T): number | T {
  return typeof value === 'number' ? value : otherwise;
}
