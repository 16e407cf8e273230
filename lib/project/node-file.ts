import type { DefinitionHashes } from '../state/fingerprint';
import type { JsonObject } from '../util/json';
import type { Diagnostic } from './diagnostic';
import type { FoundFile } from './find-node-files';

/** A position in the file at hand; lines and columns start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A node as its own file tells it, before it is held against the others. */
export interface ReadNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly config: JsonObject;
  /** The nodes that it reads, in the order in which it names them, and where it does. */
  readonly refs: readonly { readonly ref: string; readonly at: Position }[];
  /** Data files that it reads from outside the DAG, and where it names them. */
  readonly dataFiles: readonly { readonly path: string; readonly at: Position }[];
  /** The `{{ }}` in it, each once, and where it stands for the first time. */
  readonly templates: readonly { readonly source: string; readonly at: Position }[];
  readonly nameAt: Position;
  /** Of the definition; null when they weren't worked out. */
  readonly hashes: DefinitionHashes | null;
}

/** What reading one file gave; it depends on nothing but the file's text, so it can be cached. */
export interface NodeFile extends FoundFile {
  /** None when the file doesn't even tell which node it means. */
  readonly nodes: readonly ReadNode[];
  readonly diagnostics: readonly Diagnostic[];
  /** What a file of code imports, when it does. */
  readonly modules?: readonly string[];
}

export function hasErrors({ diagnostics }: Pick<NodeFile, 'diagnostics'>): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
