/** `npm run build`: the command line, the server and the pages, whether they are stale or not. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBundles, ensurePages } from './steps/ensure-built.mjs';
import { ensureGenerated } from './steps/ensure-generated.mjs';
import { packageDir } from './steps/package-dir.mjs';

for (const stamp of ['dist/stamp', '.next/seeknal-stamp']) {
  await rm(join(packageDir, stamp), { force: true });
}
const isBuilt = (await ensureGenerated()) && (await ensureBundles()) && (await ensurePages());
process.exitCode = isBuilt ? 0 : 1;
