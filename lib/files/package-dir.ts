import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this package is installed, from its sources and from its bundle in dist/ alike. */
export function packageDir(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!isPackage(directory)) {
    const above = dirname(directory);
    if (above === directory) throw new Error('The package.json of seeknal-dag is missing.');
    directory = above;
  }
  return directory;
}

function isPackage(directory: string): boolean {
  const path = join(directory, 'package.json');
  if (!existsSync(path)) return false;
  const { name } = JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown };
  return name === 'seeknal-dag';
}
