import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineConnection, EngineRow } from '../engine/connection';
import { openEngine, type Engine } from '../engine/engine';
import { quoteName, quoteText } from '../engine/sql-text';
import { packageRoot } from '../files/package-root';
import { runCli } from '../testing/run-cli';
import type { JsonValue } from '../util/json';

const examples = join(packageRoot(), 'examples');
/** Those with results that another engine has computed: see examples/tools/make-expected.mjs. */
const projects = readdirSync(examples).filter((name) =>
  existsSync(join(examples, name, 'expected')),
);

let dir: string;
let engine: Engine;
let connection: EngineConnection;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'examples-'));
  engine = await openEngine({ tempDirectory: join(dir, 'tmp') });
  connection = await engine.connect();
});

afterAll(async () => {
  await connection.close();
  engine.close();
  await rm(dir, { recursive: true, force: true });
});

it('has a project for each of six domains', () => {
  expect(projects).toEqual([
    'finance',
    'fraud',
    'inventory',
    'iot',
    'subscriptions',
    'web-analytics',
  ]);
});

describe.each(projects)('the example %s', (name) => {
  const expectedFiles = readdirSync(join(examples, name, 'expected')).filter((file) =>
    file.endsWith('.csv'),
  );
  let project: string;

  beforeAll(async () => {
    project = join(dir, name);
    await cp(join(examples, name), project, {
      recursive: true,
      filter: (path) => !/\/(target|\.seeknal)(\/|$)/.test(path.slice(examples.length)),
    });
  });

  it('is without a problem, runs whole, and is cached then', async () => {
    expect(await runCli('parse', '--project', project)).toMatchObject({ exitCode: 0, stderr: '' });
    const run = await runCli('run', '--full', '--project', project);
    expect(run.stdout).toContain('Failed:          0');
    expect(run.exitCode).toBe(0);
    const again = await runCli('run', '--project', project);
    expect(again.stdout).toContain('No changes detected. Nothing to run.');
  });

  it.each(expectedFiles)('agrees with sqlite3 on %s', async (file) => {
    const output = quoteText(
      join(project, 'target/intermediate', `${basename(file, '.csv')}.parquet`),
    );
    const columns = await connection.rows(`DESCRIBE FROM ${output}`);
    const actual = await connection.rows(`FROM ${output} ORDER BY ALL`);
    const expected = await connection.rows(
      `FROM read_csv(${quoteText(join(examples, name, 'expected', file))}, header = true,
         columns = {${columns.map(typeOfColumn).join(', ')}}) ORDER BY ALL`,
    );
    expect(actual.length).toBeGreaterThan(0);
    expect(actual.map(toComparable)).toEqual(expected.map(toComparable));
  });
});

function typeOfColumn(column: EngineRow): string {
  return `${quoteName(textOf(column['column_name']))}: ${quoteText(textOf(column['column_type']))}`;
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
}

/** Two engines add up fractions in different orders, so that their last digits differ. */
function toComparable(row: EngineRow): EngineRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'number' ? Number(value.toPrecision(10)) : value,
    ]),
  );
}
