import type { Profiles } from '../connections/profiles';
import type { ProjectPaths } from '../files/project-paths';
import type { CommonValues } from '../templates/common-values';
import type { JsonValue } from '../util/json';
import type { Diagnostic } from './diagnostic';
import type { ReadNode } from './node-file';
import type { ProjectSettings } from './project-settings';

/** What a node may name that is in no node file, and what was found of it there. */
type Part = 'dataFiles' | 'templates';

/** What nodes are held against. */
export interface Outside {
  readonly paths: ProjectPaths;
  readonly settings: ProjectSettings;
  readonly profiles: Profiles;
  readonly common: CommonValues;
}

interface NodeInFile<Node> {
  /** Of its file, from the project folder. */
  readonly path: string;
  readonly node: Node;
}

/** As much of a node as a check has said that it looks at. */
type NodeOf<Looks extends Part, Field extends string> = Pick<
  ReadNode,
  'id' | 'kind' | 'name' | 'nameAt' | Looks
> & { readonly config: { readonly [Name in Field]?: JsonValue } };

/** Holds what nodes name against what is outside of node files. */
export interface OutsideCheck {
  readonly parts: readonly Part[];
  readonly fields: readonly string[];
  readonly find: (
    nodes: readonly NodeInFile<ReadNode>[],
    outside: Outside,
  ) => readonly Diagnostic[];
}

/**
 * A check with the parts and the fields that it looks at. Nodes with none of them, which are most, are never shown to
 * it, and of the others it knows nothing else: a field that isn't named here doesn't compile in `find`.
 */
export function outsideCheck<
  const Looks extends Part = never,
  const Field extends string = never,
>(check: {
  readonly parts: readonly Looks[];
  readonly fields: readonly Field[];
  readonly find: (
    nodes: readonly NodeInFile<NodeOf<Looks, Field>>[],
    outside: Outside,
  ) => readonly Diagnostic[];
}): OutsideCheck;
export function outsideCheck(check: OutsideCheck): OutsideCheck {
  return check;
}
