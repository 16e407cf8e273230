import type { AnyKind } from '../kinds/registry';
import type { NodeExecutor } from '../kinds/register-executor';
import type { OpenStateBackend } from '../state/state-address';
import type { RunHooks } from './run-hooks';

/** What the default export of seeknal.config.ts may add to a project. */
export interface ProjectConfig {
  /** By kind: how its nodes run. */
  readonly executors?: Readonly<Record<string, NodeExecutor>>;
  /** Whole kinds, made with `defineKind`. */
  readonly kinds?: readonly AnyKind[];
  readonly hooks?: RunHooks | readonly RunHooks[];
  /** By the scheme of the address that `--state` or the settings name. */
  readonly stateBackends?: Readonly<Record<string, OpenStateBackend>>;
}

/** Gives the default export of seeknal.config.ts its type. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
