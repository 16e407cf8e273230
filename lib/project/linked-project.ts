import type { CommonValues } from '../templates/common-values';
import type { Diagnostic } from './diagnostic';
import type { ParsedProject } from './parsed-project';

/** What the files of a project say together. */
export interface LinkedProject extends Pick<
  ParsedProject,
  'manifest' | 'hashes' | 'templated' | 'broken'
> {
  readonly diagnostics: readonly Diagnostic[];
}

/** Beside the files, what a linked project depends on. */
export interface LinkSurroundings {
  /** Of the project. */
  readonly name: string;
  readonly common: CommonValues;
}
