import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, absolute. */
export const packageDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
