import type { JsonObject } from '../../util/json';
import type { Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../kind';

/** A node that a file of code defines, as far as one can tell without running it. */
export interface CodeNode {
  readonly kind: string;
  readonly name: string;
  /** In the shape of a YAML node; `function` and `code_sha256` say which code makes its rows. */
  readonly config: JsonObject;
  /** The nodes that it reads, and where in the file it says so. */
  readonly refs: readonly { readonly ref: string; readonly offset: number }[];
  /** Where the file says what the node is. */
  readonly offset: number;
  /** Where the fields stand, by name. */
  readonly fieldOffsets: ReadonlyMap<string, number>;
}

export interface CodeMistake {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | null;
  readonly offset: number;
}

/** What a file of code defines, and what is wrong with how it does. */
export interface ReadCode {
  readonly nodes: readonly CodeNode[];
  readonly mistakes: readonly CodeMistake[];
}

/** Rows that code has made. */
export interface MadeRows {
  /** Absolute path of the Parquet with them. */
  readonly path: string;
  readonly metadata: JsonObject;
}

/** Finds the files of the project that code imports, without running it. */
export interface LocalImports {
  readonly modulesIn: (text: string) => readonly string[];
  /**
   * Where a module may lie, relative to the project. `from`: the file that imports it; `nodeFile`: the one
   * that is run.
   */
  readonly filesOf: (module: string, from: string, nodeFile: string) => readonly string[];
}

/** A language in which nodes can be written. */
export interface Language {
  readonly name: string;
  /** Whether a file, by its name without folders, may define nodes. */
  readonly isNodeFile: (fileName: string) => boolean;
  /** Reads a file without running it. */
  readonly loadReader: () => Promise<(text: string) => ReadCode>;
  readonly loadImports: () => Promise<LocalImports>;
  /** Whether the kind's own executor makes the rows from the node's fields, without the code. */
  readonly isDeclaration: (config: JsonObject) => boolean;
  /** Runs the code of a node; the rows go to `context.outputPath`. */
  readonly loadRunner: () => Promise<
    (
      node: KindNode<JsonObject>,
      context: ExecutionContext,
    ) => Promise<Result<MadeRows, ExecutionFailure>>
  >;
}
