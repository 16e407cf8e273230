import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of this installation: what is shipped beside the code, such as bin/ and prisma/migrations,
 * is found from here. Looked for upwards from the started script, then from the working directory,
 * because bundled code no longer knows where it came from.
 */
export function packageRoot(): string {
  const script = process.argv[1];
  const starts = [
    ...(script !== undefined && existsSync(script) ? [dirname(realpathSync(script))] : []),
    process.cwd(),
  ];
  for (const start of starts) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (isOurs(folder)) return folder;
      if (dirname(folder) === folder) break;
    }
  }
  throw new Error(`No installation of seeknal-dag found above ${starts.join(' or ')}`);
}

function isOurs(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: unknown;
    };
    return name === 'seeknal-dag';
  } catch {
    return false;
  }
}
