import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../../engine/engine-error';
import { intermediatePath, type ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { hasAudits } from '../../kinds/audits/has-audits';
import { runAudits, type AuditResult } from '../../kinds/audits/run-audits';
import type { Manifest } from '../../manifest/manifest';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

/** What the audits of one node found in its stored output. */
export interface NodeAudits {
  readonly nodeId: NodeId;
  /** Why its output could not be looked at; null when it was. */
  readonly problem: string | null;
  readonly results: readonly AuditResult[];
}

/** Makes the audits of all nodes, or of one, over the outputs of their last runs. Nothing is executed or kept. */
export async function auditProject(
  paths: ProjectPaths,
  manifest: Manifest,
  only: NodeId | null,
): Promise<Result<readonly NodeAudits[], ServiceError>> {
  const nodes = [...manifest.nodes.values()].filter(
    ({ id, config }) => hasAudits(config) && (only === null || id === only),
  );
  if (nodes.length === 0) return ok([]);
  const pathOf = (id: NodeId): string => join(paths.root, intermediatePath(id));
  const present = await Promise.all(nodes.map(({ id }) => isThere(pathOf(id))));
  if (!present.includes(true)) {
    return err(
      serviceError('invalid_request', "No cached data found. Run 'seeknal run' first.", {
        hint: `Audits look at the outputs in ${join('target', 'intermediate')}.`,
      }),
    );
  }
  const { openEngine } = await import('../../engine/engine');
  const tempDirectory = await mkdtemp(join(tmpdir(), 'seeknal-audit-'));
  const engine = await openEngine({ tempDirectory });
  try {
    const connection = await engine.connect();
    const audited: NodeAudits[] = [];
    for (const [at, { id, config }] of nodes.entries()) {
      if (present[at] !== true) {
        const problem = `It has no output yet. Run it first: seeknal run --nodes ${id}`;
        audited.push({ nodeId: id, problem, results: [] });
        continue;
      }
      try {
        const results = await runAudits(connection, config, pathOf(id));
        audited.push({ nodeId: id, problem: null, results });
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        const problem = `Its output can't be read: ${error.message}`;
        audited.push({ nodeId: id, problem, results: [] });
      }
    }
    return ok(audited);
  } finally {
    engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
