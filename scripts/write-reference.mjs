/** `npm run reference`: writes public/schema/ and docs/node-reference.md from the schemas in lib/. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createJiti } from 'jiti';
import { format, resolveConfig } from 'prettier';
import { packageDir } from './steps/package-dir.mjs';

const jiti = createJiti(import.meta.url);
const { jsonSchemas } = await jiti.import('../lib/reference/json-schemas.ts');
const { nodeReference } = await jiti.import('../lib/reference/node-reference.ts');

const schemas = join(packageDir, 'public', 'schema');
await rm(schemas, { recursive: true, force: true });
await mkdir(schemas, { recursive: true });
for (const [name, schema] of await jsonSchemas()) {
  await write(join(schemas, name), JSON.stringify(schema));
}
await write(join(packageDir, 'docs', 'node-reference.md'), await nodeReference());

/** @param {string} path @param {string} text */
async function write(path, text) {
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
