import { hash } from 'node:crypto';
import type { NodeId } from '../graph/node-id';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { canonicalJson } from './canonical-json';
import { inputOrderCounts } from './input-order';
import { notFunctional } from './not-functional';
import type { Fingerprint } from './execution-state';

/**
 * The parts of a fingerprint that a node's definition alone decides: they are known before anything runs.
 * SHA-256 in hex each.
 */
export interface DefinitionHashes {
  readonly content: string;
  readonly schema: string;
  readonly config: string;
}

/** Part of the id, or hashed apart from the content. */
const hashedElsewhere = new Set(['kind', 'name', 'columns']);

const configKeys = ['materialization', 'materializations', 'freshness'];

/**
 * The keys of a node's YAML document that decide what it makes, with `inputs` as a list of ids; sorted,
 * where their order makes no difference.
 */
export function functionalFields(config: JsonObject): JsonObject {
  const fields: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(config)) {
    if (notFunctional.has(key) || hashedElsewhere.has(key)) continue;
    fields[key] = key === 'inputs' || key === 'depends_on' ? refList(value, config) : value;
  }
  return fields;
}

export function definitionHashes(node: {
  readonly columns: JsonObject;
  readonly config: JsonObject;
}): DefinitionHashes {
  return {
    content: sha256(canonicalJson(functionalFields(node.config))),
    schema: hashPresent(node.columns),
    config: hashPresent(
      Object.fromEntries(
        configKeys.flatMap((key) => {
          const value = node.config[key];
          return value === undefined ? [] : [[key, value]];
        }),
      ),
    ),
  };
}

/** Digest of a node's audits, null when it has none. Changed audits look at the output again and build nothing. */
export function auditsHashOf({ audits }: JsonObject): string | null {
  if (!isJsonArray(audits) || audits.length === 0) return null;
  return sha256(canonicalJson(audits));
}

/** The part that stands for what a node reads: the combined fingerprints of its direct upstream nodes. */
export function upstreamHash(
  upstream: readonly (readonly [id: NodeId, combined: string])[],
): string {
  return sha256(
    upstream
      .map(([id, combined]) => `${id}:${combined}`)
      .sort()
      .join('|'),
  );
}

/** Puts the parts together. `data`: digest of the facts of the node's data files, null when it has none. */
export function combineFingerprint(
  definition: DefinitionHashes,
  upstream: string,
  data: string | null,
): Fingerprint {
  const parts = [definition.content, definition.schema, upstream, definition.config];
  if (data !== null) parts.push(data);
  return { ...definition, upstream, data, combined: sha256(parts.join(':')) };
}

/** SHA-256 in hex, in one call: a hash object a node would cost more than the hashing. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

function hashPresent(value: JsonObject): string {
  return sha256(Object.keys(value).length === 0 ? '' : canonicalJson(value));
}

/** `[{ref: b}, a]` as ids; any other shape as it is. */
function refList(inputs: JsonValue, config: JsonObject): JsonValue {
  if (!isJsonArray(inputs)) return inputs;
  const refs = inputs.map((input) => {
    const ref = isJsonObject(input) ? input['ref'] : input;
    return typeof ref === 'string' ? ref : null;
  });
  if (!refs.every((ref) => ref !== null)) return inputs;
  return inputOrderCounts(config) ? refs : refs.toSorted();
}
