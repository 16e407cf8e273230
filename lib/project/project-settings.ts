import type { Diagnostic } from './diagnostic';

/** What seeknal_project.yml says, with defaults for what it doesn't. */
export interface ProjectSettings {
  readonly name: string;
  /** How many slots each named pool has; nodes name theirs with `pool:`. */
  readonly pools: ReadonlyMap<string, number>;
  /** What DuckDB may take for all nodes that run at the same time; null leaves it to DuckDB. */
  readonly memoryLimitBytes: number | null;
  /** `state:`, the address of the place where state is kept; null for files in target/state. */
  readonly stateUrl: string | null;
}

/** What could be read of the settings, and what is wrong with the rest. */
export interface ReadSettings {
  readonly settings: ProjectSettings;
  readonly diagnostics: readonly Diagnostic[];
}
