import { readFile } from 'node:fs/promises';
import { isMissingFile } from '../../files/missing-file';
import { writeAtomic } from '../../files/write-atomic';
import type { NodeId } from '../../graph/node-id';
import { hashManifest } from '../../manifest/hash-manifest';
import { causeChains, reasonWithCauses } from '../../planner/cause-chain';
import { reasonText } from '../../planner/reason-text';
import { canonicalJson } from '../../state/canonical-json';
import { sha256 } from '../../state/fingerprint';
import { nodeStateToJson } from '../../state/state-json';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import { noValues } from '../../templates/template-values';
import type { PlannedProject } from './plan-project';
import { plainRun, type RunRequest } from '../requests/run-request';
import { valuesRecord } from '../requests/values-record';
import { serviceError, type ServiceError } from '../service-error';

const version = 1;

/** A plan that was kept, with all that it was made from, so that it can be told when that has moved. */
export interface SavedPlan {
  readonly path: string;
  readonly request: RunRequest;
  readonly manifestHash: string;
  /** By node id. */
  readonly definitions: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, string>;
}

/** The plan as `seeknal plan --json` and `--out` give it. */
export function planToJson(planned: PlannedProject, request: RunRequest, now: Date): JsonObject {
  const { plan, parsed } = planned;
  const chainOf = causeChains(plan);
  const counts = { run: 0, cached: 0, skip: 0 };
  for (const entry of plan.entries) counts[entry.decision.action] += 1;
  return {
    plan_version: version,
    project: parsed.manifest.metadata.project,
    created_at: now.toISOString(),
    mode: plan.mode,
    selection: selectionToJson(request),
    total_nodes: plan.entries.length,
    nodes_to_run: counts.run,
    cached_nodes: counts.cached,
    skipped_nodes: counts.skip,
    warnings: planned.warnings,
    nodes: plan.entries.map((entry) => {
      const chain = chainOf(entry);
      return {
        node_id: entry.nodeId,
        kind: entry.kind,
        tags: entry.tags,
        decision: entry.decision.action,
        reason: reasonText(entry.decision),
        cause: reasonWithCauses(entry, chain),
        cause_chain: chain.map((step) => step.nodeId),
      };
    }),
    made_from: {
      manifest_hash: hashManifest(parsed.manifest),
      definitions: Object.fromEntries(definitionsOf(planned)),
      state: Object.fromEntries(stateOf(planned)),
    },
  };
}

export async function savePlan(
  path: string,
  planned: PlannedProject,
  request: RunRequest,
): Promise<void> {
  const json = planToJson(planned, request, new Date());
  await writeAtomic(path, `${JSON.stringify(json, null, 2)}\n`);
}

export async function loadSavedPlan(path: string): Promise<Result<SavedPlan, ServiceError>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = isMissingFile(error) ? 'it isn’t there' : String(error);
    return err(notAPlan(path, reason));
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return err(notAPlan(path, 'it isn’t JSON'));
  }
  if (!isJsonObject(value) || value['plan_version'] !== version) {
    return err(notAPlan(path, `it isn’t a plan of version ${String(version)}`));
  }
  const { made_from: madeFrom, nodes } = value;
  const manifestHash = isJsonObject(madeFrom) ? madeFrom['manifest_hash'] : null;
  if (!isJsonObject(madeFrom) || typeof manifestHash !== 'string' || !isJsonArray(nodes)) {
    return err(notAPlan(path, 'parts of it are missing'));
  }
  return ok({
    path,
    request: requestFromJson(value),
    manifestHash,
    definitions: textMap(madeFrom['definitions']),
    state: textMap(madeFrom['state']),
    decisions: new Map(
      nodes
        .filter(isJsonObject)
        .map((node) => [
          textOf(node['node_id']),
          `${textOf(node['decision'])}: ${textOf(node['reason'])}`,
        ]),
    ),
  });
}

/** Why the plan can't be run any more; null when nothing has moved since it was made. */
export function findPlanProblem(saved: SavedPlan, planned: PlannedProject): ServiceError | null {
  const moved = whatMoved(saved, planned);
  if (moved === null) return null;
  return serviceError('plan_outdated', `The plan ${saved.path} is out of date: ${moved}.`, {
    hint: `Make a new one: seeknal plan --out ${saved.path}`,
  });
}

/** What is not as it was when the plan was made, as in `nodes were run since (source.a changed)`; null for nothing. */
export function whatMoved(saved: SavedPlan, planned: PlannedProject): string | null {
  if (hashManifest(planned.parsed.manifest) !== saved.manifestHash) {
    const nodes = differences(saved.definitions, definitionsOf(planned));
    return `the project has changed since (${nodes === '' ? 'its edges' : nodes})`;
  }
  const ran = differences(saved.state, stateOf(planned));
  if (ran !== '') return `nodes were run since (${ran})`;
  for (const { nodeId, decision } of planned.plan.entries) {
    const now = `${decision.action}: ${reasonText(decision)}`;
    const then = saved.decisions.get(nodeId);
    if (then === now) continue;
    return `${nodeId} was "${then ?? 'unknown'}" and would be "${now}" now`;
  }
  return null;
}

/** The same for equal plans of an equal project in an equal state. */
export function planId(planned: PlannedProject, request: RunRequest): string {
  const { nodes, made_from: madeFrom } = planToJson(planned, request, new Date(0));
  const content = { nodes, made_from: madeFrom, selection: selectionToJson(request) };
  return sha256(canonicalJson({ ...content, mode: request.mode } as JsonObject)).slice(0, 16);
}

function definitionsOf({ parsed }: PlannedProject): Map<NodeId, string> {
  return new Map(
    [...parsed.manifest.nodes.values()].map(({ id, config, columns, tags }) => [
      id,
      sha256(canonicalJson({ config, columns, tags })),
    ]),
  );
}

function stateOf({ state }: PlannedProject): Map<NodeId, string> {
  return new Map(
    [...state].map(([id, entry]) => [id, sha256(canonicalJson(nodeStateToJson(entry)))]),
  );
}

/** As in `transform.a changed, source.b added and 3 more`; empty when there are none. */
function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string {
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const found = ids.flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === is) return [];
    return [`${id} ${was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'}`];
  });
  const more = found.length - 5;
  return `${found.slice(0, 5).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function selectionToJson(request: RunRequest): JsonObject {
  return {
    types: request.types,
    nodes: request.nodes,
    tags: request.tags,
    exclude_tags: request.excludeTags,
    select: request.select,
    exclude: request.exclude,
    ...valuesRecord(request.values ?? noValues),
  };
}

function requestFromJson(plan: JsonObject): RunRequest {
  const selection = isJsonObject(plan['selection']) ? plan['selection'] : {};
  const list = (key: string): string[] => {
    const value = selection[key];
    return isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  const text = (key: string): string | null => {
    const value = selection[key];
    return typeof value === 'string' ? value : null;
  };
  return {
    ...plainRun,
    mode: plan['mode'] === 'full' ? 'full' : 'incremental',
    types: list('types'),
    nodes: list('nodes'),
    tags: list('tags'),
    excludeTags: list('exclude_tags'),
    select: text('select'),
    exclude: text('exclude'),
    values: {
      date: text('date'),
      startDate: text('start_date'),
      endDate: text('end_date'),
      params: isJsonObject(selection['params']) ? selection['params'] : {},
    },
  };
}

function textMap(value: JsonValue | undefined): Map<string, string> {
  return new Map(
    Object.entries(isJsonObject(value) ? value : {}).map(([key, text]) => [key, textOf(text)]),
  );
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function notAPlan(path: string, reason: string): ServiceError {
  return serviceError('invalid_request', `${path} can’t be used as a plan: ${reason}.`, {
    hint: 'Make one with `seeknal plan --out plan.json`.',
  });
}
