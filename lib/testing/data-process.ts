import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { DataProcess, type DataProcessOptions } from '../data/data-process';
import { packageRoot } from '../files/package-root';

/** Bundles the data process as it is in the sources; the folder must be where packages are found. */
export async function bundleDataProcess(): Promise<{
  readonly program: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(packageRoot(), 'node_modules', '.data-process-'));
  const program = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(packageRoot(), 'lib', 'data', 'main.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return { program, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A data process of its own for one test. */
export function dataProcessFor(
  options: Pick<DataProcessOptions, 'program' | 'tempDirectory'> &
    Partial<DataProcessOptions> & { readonly paths?: ReadonlyMap<string, string> },
): DataProcess {
  const { paths = new Map(), ...rest } = options;
  const data = new DataProcess({
    limits: { memoryLimitBytes: 400_000_000, tempLimitBytes: 400_000_000, threads: 2 },
    idleMs: 60_000,
    outputs: () => Promise.resolve(paths),
    ...rest,
  });
  onTestFinished(() => data.close());
  return data;
}
