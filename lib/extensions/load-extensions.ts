import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { err, ok, type Result } from '../util/result';
import { noExtensions, type Extensions } from './extensions';

/** Why the project's own code could not be taken in. */
export interface ExtensionsProblem {
  /** The file's name in the project folder. */
  readonly file: string;
  readonly message: string;
  readonly hint: string;
}

/** In this order the first one that is there counts. */
export const configFileNames = ['seeknal.config.ts', 'seeknal.config.mjs', 'seeknal.config.js'];

type Loaded = Result<Extensions, ExtensionsProblem>;

/** By file: what was loaded, and of which version of it. A process asks again and again. */
const loaded = new Map<string, { readonly version: string; readonly result: Promise<Loaded> }>();

/**
 * Runs the project's seeknal.config.ts, if it has one, and registers what it adds. A file that was run
 * before runs again only when it has changed.
 */
export function loadExtensions(paths: Pick<ProjectPaths, 'root'>): Promise<Loaded> {
  for (const name of configFileNames) {
    const path = join(paths.root, name);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() !== true) continue;
    const version = `${String(facts.mtimeMs)}:${String(facts.size)}`;
    const known = loaded.get(path);
    if (known?.version === version) return known.result;
    const result = load(path, name);
    loaded.set(path, { version, result });
    return result;
  }
  return Promise.resolve(ok(noExtensions));
}

async function load(path: string, file: string): Promise<Loaded> {
  // Only projects that have such a file pay for what it takes to run one.
  const { runConfigFile } = await import('./run-config-file');
  try {
    return ok(await runConfigFile(path));
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error))
      .replace(/\s+/g, ' ')
      .trim();
    return err({
      file,
      message: `${file} can't be loaded: ${why}`,
      hint: 'Correct it, or take it away: a project works without one.',
    });
  }
}
