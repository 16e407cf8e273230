import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import { relativeToProject, type ProjectPaths } from '../files/project-paths';
import type { Diagnostic } from './diagnostic';

export interface ProjectSettings {
  readonly name: string;
}

/** seeknal_project.yml; without it, or without a name in it, the project is called as its folder. */
export async function readSettings(
  paths: ProjectPaths,
): Promise<{ readonly settings: ProjectSettings; readonly diagnostics: readonly Diagnostic[] }> {
  const byFolder: ProjectSettings = { name: basename(paths.root) };
  let text: string;
  try {
    text = await readFile(paths.settings, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return { settings: byFolder, diagnostics: [] };
    throw error;
  }
  // The usual file says the name on a line of its own: no reason to load a YAML parser for it.
  const simple = /^name:[ \t]*([A-Za-z0-9_-]+)[ \t]*$/m.exec(text)?.[1];
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      settings: simple === undefined ? byFolder : { name: simple },
      diagnostics: [
        {
          code: 'invalid_settings',
          severity: 'error',
          message: `Invalid YAML: ${error.message}`,
          hint: 'Correct the file, or delete it: a project works without one.',
          place: { file: relativeToProject(paths.root, paths.settings), line, column: col },
          nodeId: null,
        },
      ],
    };
  }
  const name: unknown = document.get('name');
  return {
    settings: typeof name === 'string' && name !== '' ? { name } : byFolder,
    diagnostics: [],
  };
}
