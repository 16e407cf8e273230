import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../engine/sandbox';
import { bundleDataProcess } from '../testing/data-process';
import { writeParquet } from '../testing/parquet-files';
import { DataProcess } from './data-process';

let folder = '';
let data: DataProcess;
let sandbox: Sandbox;
let removeProgram: () => Promise<void>;
const allowed = (): string => join(folder, 'users.parquet');
const outside = (): string => join(folder, 'outside.parquet');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-'));
  await writeParquet({
    [allowed()]: "SELECT 1 AS id, 'Ada' AS name",
    [outside()]: "SELECT 'hidden' AS secret",
  });
  await writeFile(join(folder, 'plain.csv'), 'a\n1\n');
  await symlink('/etc/passwd', join(folder, 'link.csv'));
  const { program, remove } = await bundleDataProcess();
  removeProgram = remove;
  process.env['DATA_TEST_SECRET'] = 'do-not-tell';
  data = new DataProcess({
    program,
    tempDirectory: join(folder, 'tmp'),
    limits: { memoryLimitBytes: 300_000_000, tempLimitBytes: 300_000_000, threads: 2 },
    outputs: () => Promise.resolve(paths),
    idleMs: 60_000,
  });
  paths.set('source.users', allowed());
  await run('SELECT 1');
  sandbox = await openSandbox({
    files: [allowed()],
    tempDirectory: join(folder, 'sandbox-tmp'),
    memoryLimitBytes: 300_000_000,
    tempLimitBytes: 300_000_000,
    threads: 1,
  });
});

afterAll(async () => {
  await data.close();
  sandbox.close();
  await removeProgram();
  await rm(folder, { recursive: true, force: true });
});

const paths = new Map<string, string>();

const run = (sql: string) =>
  data.ask(
    { type: 'query', sql, maxRows: 100, maxBytes: 1_000_000, explain: false },
    { timeLimitMs: 20_000 },
  );

/** FOLDER stands for the folder of the outputs. */
const attacks: readonly (readonly [name: string, sql: string])[] = [
  ['write a file', "COPY (SELECT 1) TO 'FOLDER/stolen.csv'"],
  ['write over an output', "COPY (SELECT 1) TO 'FOLDER/users.parquet' (FORMAT parquet)"],
  ['write an output elsewhere', "COPY source.users TO '/tmp/stolen.parquet'"],
  ['read into a table', "COPY source.users FROM 'FOLDER/plain.csv'"],
  ['copy a database', 'COPY FROM DATABASE memory TO temp'],
  ['attach a file', "ATTACH 'FOLDER/other.db'"],
  ['attach memory', "ATTACH ':memory:' AS other"],
  ['attach an address', "ATTACH 'https://example.com/x.db'"],
  ['detach', 'DETACH memory'],
  ['change the database', 'USE temp'],
  ['read the password file as CSV', "SELECT * FROM read_csv('/etc/passwd')"],
  ['read it by its other name', "SELECT * FROM read_csv_auto('/etc/passwd', header = false)"],
  ['read it by its path', "SELECT * FROM '/etc/passwd'"],
  ['read it in quotes', 'SELECT * FROM "/etc/passwd"'],
  ['read it as text', "SELECT * FROM read_text('/etc/passwd')"],
  ['read it as bytes', "SELECT * FROM read_blob('/etc/passwd')"],
  ['read the environment', "SELECT * FROM read_blob('/proc/self/environ')"],
  ['read it as JSON', "SELECT * FROM read_json('/etc/passwd', format = 'unstructured')"],
  ['read lines as JSON', "SELECT * FROM read_ndjson_objects('/etc/passwd')"],
  ['guess a CSV', "SELECT * FROM sniff_csv('FOLDER/plain.csv')"],
  ['follow a link out', "SELECT * FROM read_csv('FOLDER/link.csv')"],
  ['read a link by its path', "FROM 'FOLDER/link.csv'"],
  ['list files', "SELECT * FROM glob('/etc/*')"],
  ['list files of the project', "SELECT * FROM glob('FOLDER/*')"],
  ['read another Parquet file', "SELECT * FROM read_parquet('FOLDER/outside.parquet')"],
  ['read it by its path alone', "SELECT * FROM 'FOLDER/outside.parquet'"],
  ['read it by a way round', "SELECT * FROM parquet_scan('FOLDER/../' || 'x.parquet')"],
  [
    'read several files',
    "SELECT * FROM read_parquet(['FOLDER/users.parquet', 'FOLDER/outside.parquet'])",
  ],
  ['read its metadata', "SELECT * FROM parquet_metadata('FOLDER/outside.parquet')"],
  ['read its schema', "SELECT * FROM parquet_schema('FOLDER/outside.parquet')"],
  ['hide it in a subquery', "SELECT (SELECT content FROM read_text('/etc/passwd'))"],
  [
    'hide it in a condition',
    "SELECT * FROM source.users WHERE name IN (SELECT content FROM read_text('/etc/passwd'))",
  ],
  ['hide it in a step', "WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a"],
  [
    'hide it behind the name of a step',
    `SELECT * FROM (WITH "/etc/passwd" AS (SELECT 1) SELECT 1), "/etc/passwd"`,
  ],
  ['hide it in an order', "SELECT 1 ORDER BY (SELECT count(*) FROM glob('/etc/*'))"],
  ['hide it in a limit', "SELECT 1 LIMIT (SELECT count(*) FROM glob('/etc/*'))"],
  [
    'hide it in a union',
    "SELECT name FROM source.users UNION ALL SELECT content FROM read_text('/etc/passwd')",
  ],
  [
    'hide it in a join',
    "SELECT * FROM source.users u JOIN LATERAL (SELECT * FROM read_text('/etc/passwd')) ON true",
  ],
  ['hide it in VALUES', "VALUES ((SELECT content FROM read_text('/etc/passwd')))"],
  [
    'hide it in a pivot',
    "PIVOT (SELECT * FROM read_text('/etc/passwd')) ON filename IN ('/etc/passwd') USING first(content)",
  ],
  ['run a text as a query', "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')"],
  ['name a table by a text', "SELECT * FROM query_table('/etc/passwd')"],
  [
    'run a packed query',
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
  ],
  ['describe a file', "DESCRIBE SELECT * FROM '/etc/passwd'"],
  ['summarize a file', "SUMMARIZE 'FOLDER/outside.parquet'"],
  ['explain a file', "EXPLAIN SELECT * FROM '/etc/passwd'"],
  ['an address', "SELECT * FROM 'https://example.com/data.parquet'"],
  ['an address in a function', "SELECT * FROM read_csv('http://169.254.169.254/latest/meta-data')"],
  ['a bucket', "SELECT * FROM read_parquet('s3://bucket/key.parquet')"],
  ['install an extension', 'INSTALL httpfs'],
  ['load an extension', 'LOAD httpfs'],
  ['load a library', "LOAD '/tmp/evil.duckdb_extension'"],
  ['set a setting', "SET memory_limit = '100GB'"],
  ['unlock the settings', 'SET lock_configuration = false'],
  ['open the files again', 'SET enable_external_access = true'],
  ['allow a path', "SET allowed_paths = ['/etc/passwd']"],
  ['allow a folder', "SET GLOBAL allowed_directories = ['/']"],
  ['reset a setting', 'RESET memory_limit'],
  ['set a variable', "SET VARIABLE path = '/etc/passwd'"],
  ['a pragma', 'PRAGMA database_list'],
  ['a pragma that reads as a query', 'PRAGMA version'],
  ['a pragma with a value', "PRAGMA memory_limit = '100GB'"],
  ['two queries', 'SELECT 1; SELECT 2'],
  ['a query, then a write', "SELECT 1; COPY (SELECT 1) TO 'FOLDER/stolen.csv'"],
  ['a write in a comment’s shadow', 'SELECT 1 /* ; */; -- nothing\nDROP VIEW source.users'],
  ['a write after a text', "SELECT ';'; DELETE FROM source.users"],
  ['insert', "INSERT INTO source.users VALUES (2, 'Eve')"],
  ['update', "UPDATE source.users SET name = 'Eve'"],
  ['delete', 'DELETE FROM source.users'],
  [
    'merge',
    'MERGE INTO source.users USING (SELECT 1 AS id) AS s ON s.id = users.id WHEN MATCHED THEN DELETE',
  ],
  ['truncate', 'TRUNCATE source.users'],
  ['create a table', 'CREATE TABLE t AS SELECT 1'],
  ['create a view', 'CREATE OR REPLACE VIEW source.users AS SELECT 1'],
  ['create a macro', "CREATE MACRO steal() AS TABLE SELECT * FROM read_text('/etc/passwd')"],
  ['create a secret', "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')"],
  ['drop', 'DROP VIEW source.users'],
  ['alter', 'ALTER TABLE source.users ADD COLUMN x INTEGER'],
  ['export', "EXPORT DATABASE 'FOLDER/export'"],
  ['import', "IMPORT DATABASE 'FOLDER/export'"],
  [
    'a step that writes',
    "WITH x AS (INSERT INTO source.users VALUES (2, 'Eve') RETURNING *) SELECT * FROM x",
  ],
  ['select into', 'SELECT 1 INTO stolen'],
  ['call', 'CALL enable_logging()'],
  ['prepare', 'PREPARE p AS SELECT 1'],
  ['execute', 'EXECUTE p'],
  ['begin', 'BEGIN'],
  ['checkpoint', 'CHECKPOINT'],
  ['vacuum', 'VACUUM'],
  ['the settings', 'SELECT * FROM duckdb_settings()'],
  ['one setting', "SELECT current_setting('temp_directory')"],
  ['the secrets', 'SELECT * FROM duckdb_secrets()'],
  ['which secret', "SELECT * FROM which_secret('s3://bucket', 's3')"],
  ['the definitions of views', 'SELECT sql FROM duckdb_views()'],
  ['the logs', 'SELECT * FROM duckdb_logs()'],
  ['the extensions', 'SELECT * FROM duckdb_extensions()'],
  ['the catalogue', 'SELECT * FROM information_schema.tables'],
  ['another catalogue', 'SELECT * FROM system.main.duckdb_settings'],
  ['the temporary files', 'SELECT * FROM duckdb_temporary_files()'],
  ['the environment', "SELECT getenv('DATA_TEST_SECRET')"],
  ['all tables', 'SHOW ALL TABLES'],
  ['no query', ''],
  ['only a comment', '-- nothing'],
  ['only a semicolon', ' ; '],
];

describe('the workbench refuses', () => {
  it.each(attacks)('to %s', async (_, sql) => {
    const before = await readdir(folder);
    const answer = await run(sql.replaceAll('FOLDER', folder));
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(['refused', 'invalid_query']).toContain(answer.error.code);
    expect(answer.error.message).toMatch(/^\w[^\n]{10,}/);
    expect(answer.error.message).not.toMatch(/\n\s+at |node_modules|Error in native/);
    expect(JSON.stringify(answer)).not.toMatch(/root:x:0|do-not-tell|hidden/);
    expect(await readdir(folder)).toEqual(before);
  });

  it('and still answers what it may, from the same process', async () => {
    const answer = await run('SELECT id, name FROM source.users');
    expect(answer).toMatchObject({ ok: true, value: { rows: [['1', 'Ada']], cutBy: null } });
    expect(await readFile(allowed())).toBeTruthy();
    expect(data.pid).not.toBeNull();
  });

  it('has an environment without secrets of the server', async () => {
    if (process.platform !== 'linux') return;
    await run('SELECT 1');
    const environment = await readFile(`/proc/${data.pid}/environ`, 'utf8');
    expect(environment).not.toContain('do-not-tell');
    expect(environment).not.toContain('HOME=');
  });
});

/** What would be left if a way past the check of the query were found. */
const forDuckDB: readonly string[] = [
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM read_blob('/proc/self/environ')",
  "SELECT * FROM glob('/etc/*')",
  "SELECT * FROM read_parquet('FOLDER/outside.parquet')",
  "SELECT * FROM read_csv('FOLDER/link.csv')",
  "COPY (SELECT 1) TO 'FOLDER/stolen.csv'",
  "COPY (SELECT 1) TO 'FOLDER/users.parquet' (FORMAT parquet)",
  "ATTACH 'FOLDER/other.db'",
  "SELECT * FROM 'https://example.com/data.parquet'",
  'INSTALL httpfs',
  'LOAD httpfs',
  "SET memory_limit = '100GB'",
  'SET lock_configuration = false',
  'SET enable_external_access = true',
  "SET allowed_paths = ['/etc/passwd']",
  "EXPORT DATABASE 'FOLDER/export'",
  "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
  'SELECT * FROM duckdb_secrets()',
];

it.each(forDuckDB)('the sandbox alone refuses %s', async (sql) => {
  const connection = await sandbox.connect();
  const before = await readFile(allowed());
  await expect(connection.rows(sql.replaceAll('FOLDER', folder))).rejects.toThrow();
  expect(await readFile(allowed())).toEqual(before);
  expect(await readdir(folder)).not.toContain('stolen.csv');
  connection.close();
});

describe('the workbench allows', () => {
  it.each([
    'SELECT * FROM source.users',
    'FROM source.users',
    'SELECT count(*) FROM "source"."users";',
    'select * from SOURCE.USERS -- a comment; with a semicolon',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n',
    'WITH a AS (FROM source.users) SELECT * FROM a JOIN source.users USING (id)',
    'DESCRIBE source.users',
    'SUMMARIZE source.users',
    'VALUES (1, 2)',
    'TABLE source.users',
    'SELECT * FROM range(3), unnest([1, 2])',
    "PIVOT source.users ON name IN ('Ada') USING count(*)",
    "SELECT list_transform([1], lambda x: x + 1), 'a;b'",
    'SELECT 1 AS a, 2 AS a',
    'SELECT row_number() OVER (ORDER BY id) FROM source.users QUALIFY true',
  ])('%s', async (sql) => {
    const answer = await run(sql);
    expect(answer).toMatchObject({ ok: true });
  });
});
