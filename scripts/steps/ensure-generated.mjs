import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { packageDir } from './package-dir.mjs';
import { npm } from './run-command.mjs';
import { runStep } from './run-step.mjs';

const stamp = join(packageDir, 'generated', 'stamp');

/** Generates the Prisma client unless it was made from this very schema. @returns {Promise<boolean>} */
export async function ensureGenerated() {
  const wanted = await hashFiles(
    packageDir,
    ['prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    (path) => !path.endsWith('.sql'),
  );
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return true;
  if (!(await runStep('Generating the Prisma client', npm('run', 'generate')))) return false;
  await writeFile(stamp, wanted);
  return true;
}
