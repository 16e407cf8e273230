import type { CommonValues } from '../templates/common-values';
import type { Diagnostic } from './diagnostic';

/** What seeknal/common shares among nodes, and what is wrong with its files. */
export interface CommonReading {
  readonly common: CommonValues;
  readonly diagnostics: readonly Diagnostic[];
}
