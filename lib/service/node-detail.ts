import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldChange } from '../diff/field-change';
import { staysInside, type ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import type { NodeRunRecord } from '../history/run-record';
import type { ManifestNode } from '../manifest/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { err, ok, type Result } from '../util/result';
import type { AssessedProject } from './assess-project';
import { maskChange } from '../diff/mask-change';
import { maskSecrets, maskSecretsInText } from '../util/mask-secrets';
import { Redactor } from '../util/redactor';
import type { NodeDetail } from './project-snapshot';
import { serviceError, type ServiceError } from './service-error';

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
): Promise<Result<NodeDetail, ServiceError>> {
  const node = assessed.parsed.manifest.nodes.get(id);
  if (node === undefined) {
    return err(
      serviceError('unknown_node', `There is no node called "${id}" any more.`, {
        hint: 'Its file was removed or renamed; the graph shows what is there now.',
      }),
    );
  }
  const decision = assessed.plan.entries.find((entry) => entry.nodeId === id)?.decision;
  const changes =
    decision?.action === 'run' && decision.reason.code === 'changed' ? decision.reason.fields : [];
  return ok({
    id,
    columns: Object.entries(node.columns).map(([name, column]) => ({
      name,
      text: columnText(column),
    })),
    yaml: await readYaml(paths, node),
    sql: sqlOf(node.config),
    config: maskSecrets(
      Object.fromEntries(Object.entries(node.config).filter(([key]) => !shownElsewhere.has(key))),
    ),
    changes: changes.map(toDetailChange),
    recentRuns,
  });
}

function columnText(column: JsonValue): string {
  if (typeof column === 'string') return column;
  if (!isJsonObject(column)) return '';
  return [column['dtype'] ?? column['type'], column['description']]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' · ');
}

function sqlOf(config: JsonObject): string | null {
  const sql = config['transform'] ?? config['sql'];
  return typeof sql === 'string' ? sql : null;
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

/** A side on which the field isn't there is null. */
function toDetailChange(change: FieldChange): NodeDetail['changes'][number] {
  const { path, before, after } = maskChange(change);
  return { path, before: before ?? null, after: after ?? null };
}
