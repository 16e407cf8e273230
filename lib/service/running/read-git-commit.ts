import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const commitId = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/**
 * The commit that is checked out around a folder; null when it is in no repository. Git keeps it in files
 * that are quickly read: starting Git would cost more than all the rest of a run with nothing to do. It is
 * asked only where those files leave a question open.
 */
export async function readGitCommit(folder: string): Promise<string | null> {
  const gitDir = findGitDir(folder);
  if (gitDir === null) return null;
  return readHead(gitDir) ?? askGit(folder);
}

function findGitDir(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const dotGit = join(at, '.git');
    if (read(join(dotGit, 'HEAD')) !== null) return dotGit;
    // A worktree or a submodule: a file that names the folder.
    const named = /^gitdir: (.+)$/m.exec(read(dotGit) ?? '')?.[1];
    if (named !== undefined) return resolve(at, named);
    if (dirname(at) === at) return null;
  }
}

/** Null when HEAD names a branch that is in neither of the two places for it, as with reftables. */
function readHead(gitDir: string): string | null {
  const head = read(join(gitDir, 'HEAD'))?.trim() ?? '';
  if (commitId.test(head)) return head;
  const branch = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (branch === undefined) return null;
  const shared = resolve(gitDir, read(join(gitDir, 'commondir'))?.trim() ?? '.');
  const loose = read(join(shared, branch))?.trim() ?? '';
  if (commitId.test(loose)) return loose;
  const packed = read(join(shared, 'packed-refs')) ?? '';
  const line = packed.split('\n').find((candidate) => candidate.endsWith(` ${branch}`));
  return line?.split(' ')[0] ?? null;
}

async function askGit(folder: string): Promise<string | null> {
  // Loading what starts processes takes as long as all of this.
  const [{ execFile }, { promisify }] = await Promise.all([
    import('node:child_process'),
    import('node:util'),
  ]);
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: folder });
    return stdout.trim();
  } catch {
    // No commit yet, or no git here: a run needs neither.
    return null;
  }
}

/** Null for what isn't a file that can be read. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
