import { posix } from 'node:path';
import type { LocalImports } from '../language';
import { scriptTokens } from './script-tokens';

const endings = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json'];

/** `import x from './a'`, `export * from './a'`, `import('./a')` and `require('./a')`. */
function modulesIn(text: string): string[] {
  const tokens = scriptTokens(text);
  return tokens.flatMap(({ type, text: module, isFormatted }, at) => {
    if (type !== 'string' || isFormatted || !module.startsWith('.')) return [];
    const before = tokens[at - 1]?.text ?? '';
    const caller = before === '(' ? (tokens[at - 2]?.text ?? '') : before;
    return /^(?:from|import|require)$/.test(caller) ? [module] : [];
  });
}

function filesOf(module: string, from: string): string[] {
  const path = posix.join(posix.dirname(from), module);
  // TypeScript is often imported under the name that it has once it is compiled.
  const source = path.replace(/\.([cm]?)jsx?$/, '.$1ts');
  return [
    ...[path, posix.join(path, 'index')].flatMap((base) => endings.map((end) => base + end)),
    source,
  ];
}

export const typescriptLocalImports: LocalImports = { modulesIn, filesOf };
