import { relative, resolve } from 'node:path';
import {
  createProject,
  schemaComment,
  schemaFolder,
} from '../../../service/project/create-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { refuse } from '../../print-problem';
import type { InitFlags } from './flags';

/** `seeknal init`: nothing that is there is overwritten but the settings, and these only with --force. */
export async function initAction(invocation: Invocation<InitFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const directory = flags.path === undefined ? paths.root : resolve(flags.path);
  const created = await createProject(directory, {
    name: flags.name ?? null,
    description: flags.description ?? null,
    force: flags.force === true,
  });
  if (!created.ok) return refuse(created.error, printer, { asJson });
  const { name, directories, files } = created.value;
  if (asJson) {
    printer.line(JSON.stringify({ name, path: directory, directories, files }, null, 2));
    return exitCodes.done;
  }
  const { chatter } = printer;
  for (const made of directories) chatter.line(`  Created directory: ${made}/`);
  for (const made of files) chatter.line(`  Created: ${made}`);
  chatter.success(`Project '${name}' initialized successfully!`);
  const here = relative(process.cwd(), directory);
  chatter.line('');
  chatter.line('Next steps:');
  if (here !== '') chatter.line(`  cd ${here}`);
  chatter.line('  Write a first node, as in seeknal/sources/users.yml:');
  chatter.line(`    ${schemaComment(`../../${schemaFolder}`, 'node').trim()}`);
  chatter.line('    kind: source');
  chatter.line('    name: users');
  chatter.line('    source: csv');
  chatter.line('    table: data/users.csv');
  chatter.line('  seeknal parse');
  chatter.line('  seeknal run');
  return exitCodes.done;
}
