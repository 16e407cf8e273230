/**
 * Writes the type declarations of the library into dist/types (npm runs it as part of `prepare`): those of
 * lib/index.ts and all that they mention. Programs that check types by Node's own rules want whole file
 * names in imports, which our sources do without.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageDir } from './steps/package-dir.mjs';
import { runCommand, tool } from './steps/run-command.mjs';

const typesDir = join(packageDir, 'dist', 'types');

if (!existsSync(join(packageDir, 'node_modules', 'typescript'))) {
  console.log('The types of the library were not built, because typescript is missing.');
} else {
  process.exitCode = (await build()) ? 0 : 1;
}

/** @returns {Promise<boolean>} false when the sources have mistakes; they were shown by then */
async function build() {
  await mkdir(dirname(typesDir), { recursive: true });
  const emitted = await mkdtemp(join(dirname(typesDir), 'types-all-'));
  const wanted = await mkdtemp(join(dirname(typesDir), 'types-new-'));
  try {
    const { code, output } = await runCommand([
      ...tool('typescript/bin/tsc', '-p', 'tsconfig.types.json'),
      '--outDir',
      emitted,
    ]);
    if (code !== 0) {
      console.error(output);
      return false;
    }
    await copyReached(emitted, wanted);
    await rm(typesDir, { recursive: true, force: true });
    await rename(wanted, typesDir);
    return true;
  } finally {
    await rm(emitted, { recursive: true, force: true });
    await rm(wanted, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function copyReached(from, to) {
  const reached = new Set(['index.d.ts']);
  // A set that grows is still walked to its end.
  for (const name of reached) {
    const text = await readFile(join(from, name), 'utf8');
    const whole = text.replace(/(from |import\()'(\.{1,2}\/[^']+)'/g, (_, before, specifier) => {
      const path = join(dirname(name), specifier);
      const isFolder = existsSync(join(from, path, 'index.d.ts'));
      reached.add(`${isFolder ? join(path, 'index') : path}.d.ts`);
      return `${before}'${specifier}${isFolder ? '/index' : ''}.js'`;
    });
    await mkdir(dirname(join(to, name)), { recursive: true });
    await writeFile(join(to, name), whole);
  }
}
