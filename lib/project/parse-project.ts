import type { ProjectPaths } from '../files/project-paths';
import { checkOutside } from './check-outside';
import { findNodeFiles } from './find-node-files';
import { linkProject } from './link-project';
import { withLocalImports } from './local-imports';
import { orderDiagnostics } from './order-diagnostics';
import type { ParsedProject } from './parsed-project';
import { projectFromManifest } from './project-from-manifest';
import { readCommon } from './read-common';
import { readNodeFiles, unreadableFile } from './read-node-files';
import { readSurroundings } from './read-surroundings';

/**
 * Compiles the node files of a project. Every mistake of every file is reported at once, and one broken
 * file does not hide the rest: its node stays as the last good manifest has it. A folder without node
 * files is taken by its target/manifest.json.
 */
export async function parseProject(paths: ProjectPaths): Promise<ParsedProject> {
  // Before any node file is read: the project may have kinds of its own.
  const [{ about, diagnostics }, { common, diagnostics: commonProblems }] = await Promise.all([
    readSurroundings(paths),
    readCommon(paths),
  ]);
  const { files: found, unreadable } = findNodeFiles(paths);
  const problems = [...diagnostics, ...commonProblems];
  if (found.length === 0 && unreadable.length === 0)
    return projectFromManifest(paths, about, problems);

  const files = [
    ...(await withLocalImports(paths.root, await readNodeFiles(paths, found))),
    ...unreadable.map(({ path, message }) =>
      unreadableFile(
        { path, sizeBytes: 0, modifiedMs: 0, changedMs: 0 },
        message,
        'Check what is there, and its permissions.',
      ),
    ),
  ];
  for (const file of files) problems.push(...file.diagnostics);
  const { diagnostics: ofLinks, ...linked } = await linkProject(paths, files, {
    name: about.settings.name,
    common,
  });
  problems.push(...ofLinks);
  problems.push(...checkOutside(files, { paths, common, ...about }));
  return { ...linked, common, ...about, ...orderDiagnostics(problems) };
}
