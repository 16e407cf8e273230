import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, LocalImports } from '../kinds/code/language';
import { languageOf } from '../kinds/code/languages';
import { definitionHashes } from '../state/fingerprint';
import { mostHandwrittenBytes } from './handwritten';
import type { NodeFile } from './node-file';
import { columnsOf } from './to-manifest-node';

/**
 * Adds to nodes of code which files of the project it imports, and what these import: they count as files
 * that the node reads. What the file itself says can be cached, where its modules lie can't.
 */
export async function withLocalImports(
  root: string,
  files: readonly NodeFile[],
): Promise<readonly NodeFile[]> {
  if (!files.some(({ modules = [] }) => modules.length > 0)) return files;
  const finder = new ImportFinder(root);
  const found: NodeFile[] = [];
  for (const file of files) {
    const language = languageOf(file.path);
    const imported = language === null ? [] : await finder.importedBy(file, language);
    found.push(imported.length === 0 ? file : importing(file, imported));
  }
  return found;
}

function importing(file: NodeFile, imported: readonly string[]): NodeFile {
  return {
    ...file,
    nodes: file.nodes.map((node) => {
      const config = { ...node.config, local_imports: imported };
      return { ...node, config, hashes: definitionHashes({ config, columns: columnsOf(config) }) };
    }),
  };
}

class ImportFinder {
  readonly #root: string;
  /** By file: helpers are shared by many nodes. */
  readonly #modules = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  async importedBy({ path, modules = [] }: NodeFile, language: Language): Promise<string[]> {
    if (modules.length === 0) return [];
    const imports = await language.loadImports();
    this.#modules.set(path, modules);
    const seen = new Set([path]);
    // Grows while it is walked.
    for (const from of seen) {
      for (const module of await this.#modulesOf(from, imports)) {
        for (const file of imports.filesOf(module, from, path)) {
          if (this.#isThere(file)) seen.add(file);
        }
      }
    }
    seen.delete(path);
    return [...seen].toSorted();
  }

  async #modulesOf(file: string, imports: LocalImports): Promise<readonly string[]> {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const text = await readFile(join(this.#root, file), 'utf8').catch(() => '');
    const modules = text.length > mostHandwrittenBytes ? [] : [...new Set(imports.modulesIn(text))];
    this.#modules.set(file, modules);
    return modules;
  }

  /** Only what belongs to the project; packages change with their versions. */
  #isThere(file: string): boolean {
    if (/^\.\.(?:\/|$)|(?:^|\/)(?:node_modules|\.venv)\//.test(file)) return false;
    return statSync(join(this.#root, file), { throwIfNoEntry: false })?.isFile() ?? false;
  }
}
