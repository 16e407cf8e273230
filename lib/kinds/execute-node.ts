import type { ZodSafeParseResult } from 'zod';
import { EngineError } from '../engine/engine-error';
import type { JsonObject } from '../util/json';
import { err, ok, type Result } from '../util/result';
import { hasAudits } from './audits/has-audits';
import { bindInputs, missingInput } from './bind-inputs';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput, KindNode } from './kind';
import { targetsOf } from './materialize/targets-of';
import { kinds } from './registry';

/** How often the engine is asked how far it is, and told to stop once the run is. */
const tickMs = 100;

/**
 * Runs one node of any kind: checks its configuration, makes its inputs known, executes, audits,
 * takes the output to further places. Every failure
 * comes back as a value; `internal_error` is one that we did not foresee.
 */
export async function executeNode(
  node: KindNode<JsonObject>,
  context: ExecutionContext,
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  const definition = kinds.get(node.kind);
  if (definition === undefined) {
    return err({
      code: 'unknown_kind',
      message: `No executor registered for node type: ${node.kind}`,
      hint: `The kinds that run are ${[...kinds.keys()].join(', ')}.`,
    });
  }
  const [schema, executor] = await Promise.all([
    definition.loadSchema(),
    definition.loadExecutor(),
  ]);
  const checked: ZodSafeParseResult<unknown> = schema.safeParse(node.config);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.join('.') ?? '';
    return err({
      code: 'invalid_config',
      message: `Validation failed for ${node.id}: "${where}" ${issue?.message ?? ''}`,
      hint: 'The command `seeknal parse` shows where.',
    });
  }
  const { connection, signal } = context;
  let reported = -1;
  let told: string | null = null;
  const ticking = setInterval(() => {
    // Again and again: an interrupt between two queries of the node would be lost.
    if (signal.aborted) connection.interrupt();
    const percent = connection.progress();
    const statement = connection.statement();
    const isFurther = percent !== null && Math.floor(percent) !== reported;
    const isNew = statement !== null && statement !== told;
    if (!isFurther && !isNew) return;
    if (isFurther) reported = Math.floor(percent);
    if (isNew) told = statement;
    context.progress({ percent, rows: null, ...(isNew ? { statement } : {}) });
  }, tickMs);
  try {
    if (signal.aborted) return err(cancelled);
    const problem =
      executor.bindsInputs === true
        ? missingInput(node.id, context.inputs)
        : await bindInputs(node.id, connection, context.inputs);
    if (problem !== null) return err(problem);
    const checkedNode = { ...node, config: checked.data };
    const executed = await executor.execute(checkedNode, context);
    if (!executed.ok) return executed;
    let output = executed.value;
    if (hasAudits(node.config)) {
      await connection.reset();
      const { auditOutput } = await import('./audits/audit-output');
      const audited = await auditOutput(node.config, output, context);
      if (!audited.ok) return audited;
      output = audited.value;
    }
    const published = (await executor.publish?.(checkedNode, output, context)) ?? ok(output);
    if (!published.ok || context.materialize === 'never') return published;
    if (targetsOf(node.config).length === 0) return published;
    const { materializeOutput } = await import('./materialize/materialize-output');
    return ok(await materializeOutput(node, published.value, context));
  } catch (error) {
    if (error instanceof EngineError) {
      if (error.interrupted && signal.aborted) return err(cancelled);
      return err({ code: 'sql_error', message: error.message });
    }
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && 'syscall' in error) {
      return err({
        code: 'file_error',
        message: `Execution failed for ${node.id}: ${message}`,
        hint: 'Check the path, the permissions and the space on the disk.',
      });
    }
    return err({ code: 'internal_error', message: `Execution failed for ${node.id}: ${message}` });
  } finally {
    clearInterval(ticking);
    await connection.reset();
  }
}

const cancelled: ExecutionFailure = { code: 'cancelled', message: 'Cancelled before it was done.' };
