/** What programs that import `seeknal-dag` may rely on, and config files of projects too. */
export { DAGRunner } from './api/dag-runner';
export type { DAGRunnerOptions, RunOptions, SelectionOptions } from './api/dag-runner';
export { getFeatures } from './api/get-features';
export type { FeaturesRequest, ServedFeatures } from './api/get-features';
export { Manifest } from './api/manifest';
export { ManifestDiff } from './api/manifest-diff';
export type { ModifiedNode } from './api/manifest-diff';
export { printSummary } from './api/print-summary';
export { SeeknalError } from './api/seeknal-error';
export type { ExecutionSummary, NodeResult } from './events/execution-summary';
export type * from './events/run-event';
export { defineConfig } from './extensions/project-config';
export type { ProjectConfig } from './extensions/project-config';
export type { RunHooks, RunStart } from './extensions/run-hooks';
export type { NodeId } from './graph/node-id';
export { defineKind } from './kinds/kind';
export type {
  ExecutionContext,
  ExecutionFailure,
  ExecutionOutput,
  Executor,
  KindDefinition,
  KindNode,
} from './kinds/kind';
export { defineTransform } from './kinds/code/typescript/define-transform';
export type {
  MadeRow,
  TransformContext,
  TransformDefinition,
} from './kinds/code/typescript/define-transform';
export { registerExecutor } from './kinds/register-executor';
export type {
  ExecutorOptions,
  NodeExecutor,
  NodeExecutorContext,
  NodeExecutorResult,
} from './kinds/register-executor';
export { registerKind } from './kinds/registry';
export type { ManifestEdge, ManifestMetadata, ManifestNode } from './manifest/manifest';
export { registerStateBackend } from './state/backends/registry';
export type { OpenStateBackend, StateAddress } from './state/state-address';
export type { ExecutionState, NodeState } from './state/execution-state';
export type { LockHolder, RunLock } from './state/run-lock';
export { explainEntries } from './state/explain-entries';
export type { LoadedState, StateBackend } from './state/state-backend';
export { nodeStateToJson, stateFromJson, stateToJson } from './state/state-json';
export type { ReadEntries } from './state/state-json';
export type { JsonObject, JsonValue } from './util/json';
export { err, ok } from './util/result';
export type { Result } from './util/result';
