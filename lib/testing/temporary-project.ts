import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectPaths, type ProjectPaths } from '../files/project-paths';

/** Writes files into a folder that is there as long as the test runs. */
export async function temporaryProject(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<ProjectPaths> {
  const dir = await mkdtemp(join(tmpdir(), 'a project '));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const paths = projectPaths(dir);
  await writeFiles(paths, files);
  return paths;
}

export async function writeFiles(
  paths: ProjectPaths,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(paths.root, path)), { recursive: true });
    await writeFile(join(paths.root, path), content);
  }
}
