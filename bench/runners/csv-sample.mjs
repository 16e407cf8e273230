import { writeFiles } from './write-files.mjs';

/**
 * A pipeline of 15 nodes over CSV files with 100,000 orders and 100,000 events, as SQL that reads tables
 * called like the nodes.
 * @type {readonly { readonly name: string, readonly csv?: string, readonly reads: readonly string[], readonly sql: string }[]}
 */
export const sampleNodes = [
  { name: 'users', csv: 'data/users.csv', reads: [], sql: '' },
  { name: 'orders', csv: 'data/orders.csv', reads: [], sql: '' },
  { name: 'events', csv: 'data/events.csv', reads: [], sql: '' },
  step('clean_users', ['users'], 'SELECT * FROM {users} WHERE age > 17'),
  step('clean_orders', ['orders'], 'SELECT * FROM {orders} WHERE amount > 1'),
  step('clean_events', ['events'], "SELECT * FROM {events} WHERE kind <> 'bot'"),
  step(
    'user_orders',
    ['clean_users', 'clean_orders'],
    'SELECT o.*, u.age FROM {clean_orders} o JOIN {clean_users} u USING (user_id)',
  ),
  step(
    'user_events',
    ['clean_users', 'clean_events'],
    'SELECT e.*, u.age FROM {clean_events} e JOIN {clean_users} u USING (user_id)',
  ),
  step(
    'spent',
    ['user_orders'],
    'SELECT user_id, sum(amount) AS spent, count(*) AS orders FROM {user_orders} GROUP BY user_id',
  ),
  step(
    'visits',
    ['user_events'],
    'SELECT user_id, count(*) AS visits FROM {user_events} GROUP BY user_id',
  ),
  step(
    'by_day',
    ['user_orders'],
    'SELECT day, sum(amount) AS amount FROM {user_orders} GROUP BY day',
  ),
  step(
    'by_kind',
    ['user_events'],
    'SELECT kind, count(*) AS events FROM {user_events} GROUP BY kind',
  ),
  step('profile', ['spent', 'visits'], 'SELECT * FROM {spent} FULL JOIN {visits} USING (user_id)'),
  step('best', ['profile'], 'SELECT * FROM {profile} WHERE spent > 500'),
  step(
    'report',
    ['best', 'by_day', 'by_kind'],
    'SELECT (SELECT count(*) FROM {best}) AS best, (SELECT max(amount) FROM {by_day}) AS top, (SELECT count(*) FROM {by_kind}) AS kinds',
  ),
];

/** @param {string} name @param {readonly string[]} reads @param {string} sql */
function step(name, reads, sql) {
  return { name, reads, sql };
}

/**
 * The sample as a project.
 * @param {string} folder
 */
export function writeCsvSample(folder) {
  const rows = 100_000;
  /** @param {(row: number) => readonly (string | number)[]} line @param {string} head @param {number} count */
  const csv = (head, count, line) =>
    [head, ...Array.from({ length: count }, (_, row) => line(row).join(','))].join('\n') + '\n';
  writeFiles(folder, [
    ['seeknal_project.yml', 'name: sample\n'],
    [
      'data/users.csv',
      csv('user_id,age,city', 10_000, (row) => [row, 10 + (row % 70), `city ${row % 40}`]),
    ],
    [
      'data/orders.csv',
      csv('order_id,user_id,day,amount', rows, (row) => [
        row,
        (row * 7919) % 10_000,
        row % 365,
        (row * 31) % 200,
      ]),
    ],
    [
      'data/events.csv',
      csv('event_id,user_id,kind,at', rows, (row) => [
        row,
        (row * 104_729) % 10_000,
        ['view', 'click', 'bot'][row % 3] ?? '',
        row,
      ]),
    ],
    ...sampleNodes.map(
      (node) => /** @type {const} */ ([sampleFile(node.name), sampleText(node.name, 0)]),
    ),
  ]);
}

/** @param {string} name */
export const sampleFile = (name) => `seeknal/${name}.yml`;

/** @param {string} name @param {number} edit another number is another definition */
export function sampleText(name, edit) {
  const node = sampleNodes.find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`The sample has no ${name}`);
  if (node.csv !== undefined)
    return `kind: source\nname: ${name}\nsource: csv\ntable: ${node.csv}\n`;
  const sql = sampleSql(name, (read) => idOf(read)).replace(
    'SELECT ',
    `SELECT ${String(edit)} AS edit, `,
  );
  const inputs = node.reads.map((read) => `  - ref: ${idOf(read)}\n`).join('');
  return `kind: transform\nname: ${name}\ninputs:\n${inputs}transform: |\n  ${sql}\n`;
}

/** @param {string} name @param {(read: string) => string} tableOf */
export function sampleSql(name, tableOf) {
  const node = sampleNodes.find((candidate) => candidate.name === name);
  return (node?.sql ?? '').replaceAll(/\{(\w+)\}/g, (_, read) => tableOf(read));
}

/** @param {string} name */
function idOf(name) {
  const isSource = sampleNodes.some((node) => node.name === name && node.csv !== undefined);
  return `${isSource ? 'source' : 'transform'}.${name}`;
}
