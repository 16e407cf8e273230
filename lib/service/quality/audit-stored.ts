import { join } from 'node:path';
import type { EngineConnection } from '../../engine/connection';
import { EngineError } from '../../engine/engine-error';
import { isMissingFile } from '../../files/missing-file';
import { hasAudits } from '../../kinds/audits/has-audits';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput } from '../../kinds/kind';
import type { ManifestNode } from '../../manifest/manifest';
import type { NodeState } from '../../state/execution-state';
import { err, ok, type Result } from '../../util/result';

/** Makes the audits of a node over the output of its last run. Without audits there is nothing to find. */
export async function auditStored(
  node: ManifestNode,
  context: {
    readonly root: string;
    readonly before: NodeState;
    readonly connection: EngineConnection;
    readonly signal: AbortSignal;
    readonly log: ExecutionContext['log'];
  },
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  const { root, before, connection, signal } = context;
  const output: ExecutionOutput = {
    rowCount: before.rowCount ?? 0,
    outputPath: before.outputPath === null ? null : join(root, before.outputPath),
    metadata: {},
  };
  if (!hasAudits(node.config)) return ok(output);
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const { auditOutput } = await import('../../kinds/audits/audit-output');
    return await auditOutput(node.config, output, context);
  } catch (error) {
    if (error instanceof EngineError && error.interrupted && signal.aborted) {
      return err({ code: 'cancelled', message: 'Cancelled before it was done.' });
    }
    if (!(error instanceof EngineError) && !isMissingFile(error)) throw error;
    return err({
      code: 'output_unreadable',
      message: `The output of ${node.id} can't be read: ${error instanceof Error ? error.message : ''}`,
      hint: `Build it again: seeknal run --full --nodes ${node.id}`,
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    await connection.reset();
  }
}
