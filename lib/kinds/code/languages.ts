import { basename } from 'node:path';
import type { Language } from './language';
import { python } from './python';
import { typescript } from './typescript';

/** Languages besides YAML in which nodes can be written: a new one is a folder beside this file and a line here. */
const languages: readonly Language[] = [python, typescript];

/** The language of a file that may define nodes; null for YAML, and for what defines none. */
export function languageOf(path: string | null): Language | null {
  if (path === null) return null;
  const name = basename(path);
  return languages.find(({ isNodeFile }) => isNodeFile(name)) ?? null;
}
