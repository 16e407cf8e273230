import { join } from 'node:path';
import type { EngineRow } from '../engine/connection';
import { openEngine } from '../engine/engine';
import { quoteText } from '../engine/sql-text';
import { intermediatePath, type ProjectPaths } from '../files/project-paths';
import { parseNodeId } from '../graph/node-id';

/** The rows that a node of a project has left. */
export async function rowsOfNode(paths: ProjectPaths, id: string): Promise<readonly EngineRow[]> {
  const node = parseNodeId(id);
  if (!node.ok) throw new Error(node.error);
  const engine = await openEngine({ tempDirectory: join(paths.target, 'tmp') });
  try {
    const connection = await engine.connect();
    const file = join(paths.root, intermediatePath(node.value));
    const rows = await connection.rows(`FROM ${quoteText(file)}`);
    await connection.close();
    return rows;
  } finally {
    engine.close();
  }
}
