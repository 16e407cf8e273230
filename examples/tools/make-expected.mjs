#!/usr/bin/env node
/**
 * Computes expected/<kind>_<name>.csv of the examples from expected/<kind>_<name>.sql with sqlite3, an engine
 * that has nothing to do with the one that runs the nodes. expected/load.sql brings the data in.
 *
 *   node examples/tools/make-expected.mjs [PROJECT ...]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);

for (const project of wanted.length > 0 ? wanted : readdirSync(examples)) {
  const projectDir = join(examples, project);
  const expected = join(projectDir, 'expected');
  if (!existsSync(join(expected, 'load.sql'))) continue;
  const load = readFileSync(join(expected, 'load.sql'), 'utf8');
  for (const file of readdirSync(expected)) {
    if (!file.endsWith('.sql') || file === 'load.sql') continue;
    const query = readFileSync(join(expected, file), 'utf8');
    const rows = execFileSync('sqlite3', ['-csv', '-header', ':memory:'], {
      cwd: projectDir,
      input: `${load}\n${query}`,
      encoding: 'utf8',
    });
    writeFileSync(join(expected, `${basename(file, '.sql')}.csv`), rows.replaceAll('\r\n', '\n'));
    console.log(`${project}/${file}: ${String(rows.trimEnd().split('\n').length - 1)} rows`);
  }
}
