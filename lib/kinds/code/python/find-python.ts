import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How Python is started here. */
export interface PythonCommand {
  readonly command: string;
  /** Before the script and its arguments. */
  readonly arguments: readonly string[];
  /** uv brings the packages that a file names; others must have them. */
  readonly bringsPackages: boolean;
}

/**
 * The Python for a project: the one that SEEKNAL_PYTHON names, uv, the project's own .venv, or the one on the
 * PATH. Null when there is none. `packages` and `requiresPython` are what the file asks of uv.
 */
export async function findPython(
  projectDir: string,
  asked: { readonly packages: readonly string[]; readonly requiresPython: string | null },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PythonCommand | null> {
  const named = environment['SEEKNAL_PYTHON'] ?? '';
  if (named !== '') return { command: named, arguments: [], bringsPackages: false };
  const path = environment['PATH'] ?? '';
  const uv = await onPath(path, 'uv');
  if (uv !== null) {
    return {
      command: uv,
      arguments: [
        'run',
        '--no-project',
        ...(asked.requiresPython === null ? [] : ['--python', asked.requiresPython]),
        ...asked.packages.flatMap((name) => ['--with', name]),
        'python',
      ],
      bringsPackages: true,
    };
  }
  const own = join(projectDir, '.venv', 'bin', 'python');
  const found =
    ((await isExecutable(own)) ? own : null) ??
    (await onPath(path, 'python3')) ??
    (await onPath(path, 'python'));
  return found === null ? null : { command: found, arguments: [], bringsPackages: false };
}

async function onPath(path: string, name: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    if (folder !== '' && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return null;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
