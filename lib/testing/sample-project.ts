import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root';
import { projectPaths, type ProjectPaths } from '../files/project-paths';

/** A copy of the corner-shop sample, never run, that one test has for itself. */
export interface SampleProject {
  readonly paths: ProjectPaths;
  /** Replaces a text that must be there. `file` is relative to the project. */
  readonly edit: (file: string, from: string, to: string) => Promise<void>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function copySample(): Promise<SampleProject> {
  const dir = join(await mkdtemp(join(tmpdir(), 'sample-')), 'corner-shop');
  await cp(join(packageRoot(), 'examples', 'corner-shop'), dir, {
    recursive: true,
    filter: (path) => !/\/corner-shop\/(target|\.seeknal)(\/|$)/.test(path),
  });
  return {
    paths: projectPaths(dir),
    edit: async (file, from, to) => {
      const text = await readFile(join(dir, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not contain: ${from}`);
      await writeFile(
        join(dir, file),
        text.replace(from, () => to),
      );
    },
    write: (file, text) => writeFile(join(dir, file), text),
    // A command that is refused early may still be keeping what it has parsed.
    remove: () => rm(join(dir, '..'), { recursive: true, force: true, maxRetries: 10 }),
  };
}
