import { pathToFileURL } from 'node:url';

/**
 * Loads a JavaScript module by its path. In a place of its own because the bundled command line has no
 * `import()`: the build puts what does the same in here (scripts/steps/bundle-program.mjs).
 */
export function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}
