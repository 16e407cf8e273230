import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { classifyField } from '../../diff/classify-change';
import { staysInside, type ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { NodeRunRecord } from '../../history/run-record';
import type { ManifestNode } from '../../manifest/manifest';
import { causeChains } from '../../planner/cause-chain';
import { reasonText } from '../../planner/reason-text';
import { isJsonArray, isJsonObject, type JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { AssessedProject } from '../planning/assess-project';
import { compareNodeMeaning } from '../comparing/compare-meaning';
import type { CompareBase } from '../comparing/compare-base';
import { maskChange } from '../../diff/mask-change';
import { maskSecrets, maskSecretsInText } from '../../util/mask-secrets';
import { Redactor } from '../../util/redactor';
import { declaredColumnsOf, shownSqlOf } from './node-texts';
import type { NodeDetail } from './project-snapshot';
import { serviceError, type ServiceError } from '../service-error';

/** Fields that the panel shows elsewhere. */
const shownElsewhere = new Set(
  'kind name description owner tags columns transform sql inputs depends_on'.split(' '),
);

/** All of one node that its panel shows. */
export async function nodeDetail(
  paths: ProjectPaths,
  assessed: AssessedProject,
  id: NodeId,
  recentRuns: readonly NodeRunRecord[],
  /** What it is compared with; null when there is nothing. */
  base: CompareBase | null,
): Promise<Result<NodeDetail, ServiceError>> {
  const before = base?.manifest.nodes.get(id) ?? null;
  const present = assessed.parsed.manifest.nodes.get(id) ?? null;
  // A ghost is told of as it was.
  const node = present ?? before;
  if (node === null) {
    return err(
      serviceError('unknown_node', `There is no node called "${id}" any more.`, {
        hint: 'Its file was removed or renamed; the graph shows what is there now.',
      }),
    );
  }
  const entry = assessed.plan.entries.find((one) => one.nodeId === id);
  const causes = entry === undefined ? [] : causeChains(assessed.plan)(entry);
  return ok({
    id,
    columns: declaredColumnsOf(node),
    yaml: await readYaml(paths, node),
    sql: shownSqlOf(node),
    config: maskSecrets(
      Object.fromEntries(Object.entries(node.config).filter(([key]) => !shownElsewhere.has(key))),
    ),
    changes: before === null || present === null ? [] : await changesBetween(before, present),
    base:
      base === null || before === null
        ? null
        : { label: base.label, sql: shownSqlOf(before), yaml: definitionText(before) },
    definition: present === null ? '' : definitionText(present),
    causes: causes.map((cause) => ({ id: cause.nodeId, reason: reasonText(cause.decision) })),
    materializations: materializationsOf(node.config),
    recentRuns,
  });
}

/** A manifest may name any file; only those of the project are shown. */
async function readYaml(
  paths: ProjectPaths,
  { filePath, config }: ManifestNode,
): Promise<string | null> {
  if (filePath === null || !staysInside(paths.root, filePath)) return null;
  const text = await readFile(join(paths.root, filePath), 'utf8').catch(() => null);
  if (text === null) return null;
  // The values are known: whatever way they are written, they are covered.
  const redactor = new Redactor();
  redactor.learn(config);
  return redactor.text(maskSecretsInText(text));
}

async function changesBetween(
  before: ManifestNode,
  after: ManifestNode,
): Promise<NodeDetail['changes']> {
  return (await compareNodeMeaning(before, after)).map((field) => {
    const { path, before: was, after: is } = maskChange(field);
    // A side on which the field isn't there is null.
    return {
      path,
      class: classifyField(field, before, after),
      before: was ?? null,
      after: is ?? null,
    };
  });
}

/** The document of the node in one form, whatever its file looks like. */
function definitionText({ config }: ManifestNode): string {
  return stringify(maskSecrets(config), { lineWidth: 0 });
}

/** As in `iceberg: warehouse.orders (append)`; nothing but the words of the document. */
function materializationsOf(config: JsonObject): string[] {
  const { materialization, materializations } = config;
  const all = [materialization, ...(isJsonArray(materializations) ? materializations : [])];
  return all.filter(isJsonObject).flatMap((one) => {
    const words = Object.entries(maskSecrets(one)).flatMap(([key, value]) =>
      typeof value === 'object' ? [] : [`${key}: ${String(value)}`],
    );
    return words.length === 0 ? [] : [words.join(', ')];
  });
}
