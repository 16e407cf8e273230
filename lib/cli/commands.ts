import { audit } from './commands/audit';
import { completion } from './commands/completion';
import { diff } from './commands/diff';
import { dq } from './commands/dq';
import { consolidate, entity } from './commands/entity';
import { features } from './commands/features';
import { history } from './commands/history';
import { init } from './commands/init';
import { inspect } from './commands/inspect';
import { lineage } from './commands/lineage';
import { list } from './commands/list';
import { parse } from './commands/parse';
import { plan } from './commands/plan';
import { retry } from './commands/retry';
import { run } from './commands/run';
import { show } from './commands/show';
import { sql } from './commands/sql';
import { state } from './commands/state';
import { ui } from './commands/ui';
import type { CliCommand } from './define-command';

/** Every command, in the order of `seeknal --help`. A new one is a folder in commands/ and a line here. */
export const commands: readonly CliCommand[] = [
  init,
  parse,
  plan,
  run,
  retry,
  diff,
  list,
  show,
  inspect,
  sql,
  lineage,
  audit,
  dq,
  features,
  entity,
  consolidate,
  history,
  state,
  ui,
  completion,
];
