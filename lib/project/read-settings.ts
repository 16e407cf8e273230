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
    const why = error instanceof Error ? error.message : String(error);
    return {
      settings: byFolder,
      diagnostics: [invalidSettings(paths, `The settings can't be read: ${why}`, 1, 1)],
    };
  }
  // The usual file says the name on a line of its own: no reason to load a YAML parser for it.
  const simple = /^name:[ \t]*([A-Za-z0-9_-]+)[ \t]*$/m.exec(text)?.[1];
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(Math.min(error.pos[0], text.trimEnd().length));
    return {
      settings: simple === undefined ? byFolder : { name: simple },
      diagnostics: [invalidSettings(paths, `Invalid YAML: ${error.message}`, line, col)],
    };
  }
  const name: unknown = document.get('name');
  return {
    settings: typeof name === 'string' && name !== '' ? { name } : byFolder,
    diagnostics: [],
  };
}

function invalidSettings(
  paths: ProjectPaths,
  message: string,
  line: number,
  column: number,
): Diagnostic {
  return {
    code: 'invalid_settings',
    severity: 'error',
    message,
    hint: 'Correct the file, or delete it: a project works without one.',
    place: { file: relativeToProject(paths.root, paths.settings), line, column },
    nodeId: null,
  };
}
