import { posix } from 'node:path';
import type { LocalImports } from '../language';
import { importStatements } from './python-imports';
import { pythonTokens } from './python-tokens';

/**
 * Modules as `a.b`, with a dot in front for each level up when they are relative. What is imported from a
 * module may be a module itself, so it is named, too.
 */
function modulesIn(text: string): string[] {
  return importStatements(pythonTokens(text)).flatMap(({ module, names }) =>
    module === null
      ? names.map(([name]) => name)
      : [module, ...names.map(([name]) => (module.endsWith('.') ? module : `${module}.`) + name)],
  );
}

/** Looked for as when the node is run: in the project's folder, beside the node's file, or beside the module. */
function filesOf(module: string, from: string, nodeFile: string): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const parts = module.slice(dots).split('.').filter(Boolean);
  const folders =
    dots === 0
      ? ['', posix.dirname(nodeFile)]
      : [posix.join(posix.dirname(from), ...Array.from({ length: dots - 1 }, () => '..'))];
  return folders.flatMap((folder) => {
    const packages = parts.map((_, index) =>
      posix.join(folder, ...parts.slice(0, index + 1), '__init__.py'),
    );
    const own = parts.length === 0 ? posix.join(folder, '__init__.py') : null;
    return [...packages, own ?? `${posix.join(folder, ...parts)}.py`];
  });
}

export const pythonLocalImports: LocalImports = { modulesIn, filesOf };
