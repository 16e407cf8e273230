import type { Profiles } from '../connections/profiles';
import type { Extensions } from '../extensions/extensions';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import type { CommonValues } from '../templates/common-values';
import type { Diagnostic } from './diagnostic';
import type { ProjectSettings } from './project-settings';

/** Everything that could be read of a project: the sound part as a manifest, the rest as diagnostics. */
export interface ParsedProject {
  readonly manifest: Manifest;
  /** Of definitions, as far as they are known already; whoever needs others works them out. */
  readonly hashes: ReadonlyMap<NodeId, DefinitionHashes>;
  /** Nodes with `{{ }}` in them: what they mean is known once these have values. */
  readonly templated: ReadonlySet<NodeId>;
  /** What seeknal/common shares among them. */
  readonly common: CommonValues;
  readonly settings: ProjectSettings;
  readonly extensions: Extensions;
  /** Connections and defaults, with variables and secrets as they are written. */
  readonly profiles: Profiles;
  /** Errors first, then by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** Nodes whose file has errors now: in the manifest as they were in the last good one. */
  readonly broken: ReadonlySet<NodeId>;
  readonly hasErrors: boolean;
}
