import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import { missingInput } from '../bind-inputs';
import { executeNode } from '../execute-node';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput, KindNode } from '../kind';
import { asKindDocument, madeBy } from './code-fields';
import { withExcerpt } from './excerpt-of';
import type { Language } from './language';

/** What the kind says of its SQL, where there is none. */
const ofSql = new Set(['engine', 'statements_executed', 'sql_length', 'sql_preview']);

/**
 * Runs the code of a node, and then its kind over the rows that the code has made: they are checked, kept
 * and audited like those of any node.
 */
export async function executeCodeNode(
  language: Language,
  node: KindNode<JsonObject>,
  context: ExecutionContext,
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  if (language.isDeclaration(node.config)) {
    return executeNode({ ...node, config: asKindDocument(node.id, node.config, null) }, context);
  }
  const missing = missingInput(node.id, context.inputs);
  if (missing !== null) return err(missing);
  const folder = join(context.projectDir, 'target', 'tmp');
  await mkdir(folder, { recursive: true });
  const workDir = await mkdtemp(join(folder, 'code-'));
  try {
    const run = await language.loadRunner();
    const made = await run(node, { ...context, outputPath: join(workDir, 'rows.parquet') });
    if (!made.ok) return err(await withExcerpt(made.error, context.projectDir));
    const outcome = await executeNode(
      { ...node, config: asKindDocument(node.id, node.config, made.value.path) },
      { ...context, inputs: [{ id: madeBy(node.id), path: made.value.path }] },
    );
    if (!outcome.ok) return outcome;
    const metadata = Object.entries(outcome.value.metadata).filter(([key]) => !ofSql.has(key));
    return ok({
      ...outcome.value,
      metadata: { ...made.value.metadata, ...Object.fromEntries(metadata) },
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
