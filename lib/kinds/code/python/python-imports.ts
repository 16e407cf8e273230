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

interface ImportStatement {
  /** Of `from a.b import c`, with a dot for each level up when it is relative; null for `import a.b`. */
  readonly module: string | null;
  /** What is imported, by what it is called here. */
  readonly names: readonly (readonly [name: string, alias: string])[];
  readonly indent: number;
}

/** Reads `import a.b as c` and `from a.b import c as d, e`, at any depth. */
export function importStatements(tokens: readonly PythonToken[]): ImportStatement[] {
  const statements: ImportStatement[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.indent === null || (token.text !== 'import' && token.text !== 'from')) continue;
    const words = statementAt(tokens, at);
    const importAt = words.indexOf('import');
    const module = token.text === 'from' ? words.slice(1, importAt).join('') : null;
    if (importAt === -1 || module === '') continue;
    statements.push({ module, names: namesIn(words.slice(importAt + 1)), indent: token.indent });
  }
  return statements;
}

export function pythonImports(tokens: readonly PythonToken[]): PythonImports {
  const modules = new Set<string>();
  const seeknalNames = new Map<string, string>();
  const seeknalModules = new Set<string>();
  for (const { module, names, indent } of importStatements(tokens)) {
    if (module?.startsWith('.') === true) continue;
    for (const name of module === null ? names.map(([imported]) => imported) : [module]) {
      if (indent === 0) modules.add(name.split('.')[0] ?? name);
    }
    for (const [name, alias] of names) {
      if (!isSeeknal(module ?? name)) continue;
      if (module !== null) seeknalNames.set(alias, name);
      // `from seeknal import pipeline` names a module.
      seeknalModules.add(alias);
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
