import type { PythonToken } from './python-tokens';

/** What a module brings in by its import statements. */
export interface PythonImports {
  /**
   * The first parts of the modules that are imported as soon as the file is, as in `pandas`; not those that
   * are relative. Imports inside of functions and conditions may have another way out.
   */
  readonly modules: ReadonlySet<string>;
  /** Names from the Seeknal package by what they are called here, as in `tf` for `transform`. */
  readonly seeknalNames: ReadonlyMap<string, string>;
  /** What modules of the Seeknal package are called here. */
  readonly seeknalModules: ReadonlySet<string>;
}

/** Reads `import a.b as c` and `from a.b import c as d, e`, at any depth. */
export function pythonImports(tokens: readonly PythonToken[]): PythonImports {
  const modules = new Set<string>();
  const seeknalNames = new Map<string, string>();
  const seeknalModules = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.indent == null || (token.text !== 'import' && token.text !== 'from')) continue;
    const statement = statementAt(tokens, at);
    if (token.text === 'from') {
      const importAt = statement.indexOf('import');
      const module = statement.slice(1, importAt).join('');
      if (module === '' || module.startsWith('.') || importAt === -1) continue;
      if (token.indent === 0) modules.add(module.split('.')[0] ?? module);
      if (!isSeeknal(module)) continue;
      for (const [name, alias] of namesIn(statement.slice(importAt + 1))) {
        seeknalNames.set(alias, name);
        // `from seeknal import pipeline` names a module.
        seeknalModules.add(alias);
      }
      continue;
    }
    for (const [module, alias] of namesIn(statement.slice(1))) {
      if (token.indent === 0) modules.add(module.split('.')[0] ?? module);
      if (isSeeknal(module)) seeknalModules.add(alias);
    }
  }
  return { modules, seeknalNames, seeknalModules };
}

function isSeeknal(module: string): boolean {
  return module === 'seeknal' || module.startsWith('seeknal.');
}

function statementAt(tokens: readonly PythonToken[], at: number): string[] {
  const words: string[] = [];
  for (let next = at; next < tokens.length; next += 1) {
    const token = tokens[next];
    if (token === undefined || (next > at && token.indent !== null) || token.text === ';') break;
    words.push(token.text);
  }
  return words;
}

/** `a.b as c, d` as [a.b, c] and [d, d]. */
function namesIn(words: readonly string[]): [name: string, alias: string][] {
  const list = words.filter((word) => word !== '(' && word !== ')').join(' ');
  return list.split(',').flatMap((item): [string, string][] => {
    const [name = '', alias] = item
      .replaceAll(/ ?\. ?/g, '.')
      .trim()
      .split(/ as /);
    return name === '' ? [] : [[name, alias ?? name]];
  });
}
