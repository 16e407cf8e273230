import { readFileSync, statSync } from 'node:fs';
import { isMissingFile } from './missing-file';

/**
 * The text of a file that people write; null when there is none. At once: every look at a project asks for
 * some of them, and waiting for one takes longer than reading it.
 */
export function readSmallIfThere(path: string): string | null {
  try {
    // To ask first costs less than to catch what reading nothing throws.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}
