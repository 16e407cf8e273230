import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyQuery } from './copy-query';
import { openEngine, type Engine } from './engine';
import { EngineError } from './engine-error';
import { quoteText } from './sql-text';

let engine: Engine;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine 'quoted' "));
  engine = await openEngine({ tempDirectory: join(folder, 'tmp') });
});

afterAll(() => engine.close());

describe('a connection', () => {
  it('gives rows with JSON values', async () => {
    const connection = await engine.connect();
    const rows = await connection.rows(
      `SELECT 7::BIGINT AS n, 12345678901234567890::HUGEINT AS huge, DATE '2024-01-31' AS day, 'x' AS t, NULL AS nothing`,
    );
    expect(rows).toEqual([
      { n: 7, huge: '12345678901234567890', day: '2024-01-31', t: 'x', nothing: null },
    ]);
    await connection.close();
  });

  it('sees nothing of what other connections create, also when they create at once', async () => {
    const connections = await Promise.all(Array.from({ length: 8 }, () => engine.connect()));
    await Promise.all(
      connections.map(async (connection, index) => {
        await connection.run(`CREATE SCHEMA transform; CREATE TABLE main.scratch AS SELECT 1 AS a`);
        await connection.run(`CREATE VIEW transform.same_name AS SELECT ${String(index)} AS which`);
      }),
    );
    const seen = await Promise.all(
      connections.map(async (connection) => connection.rows('FROM transform.same_name')),
    );
    expect(seen.map(([row]) => row?.['which'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await Promise.all(connections.map((connection) => connection.close()));
  });

  it('places a mistake in the SQL, without repeating the excerpt in the message', async () => {
    const connection = await engine.connect();
    const error: unknown = await connection
      .check('SELECT a,\n  bb\nFROM (SELECT 1 AS a)')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ at: { line: 2, column: 3 }, interrupted: false });
    expect((error as EngineError).message).toContain('"bb" not found');
    expect((error as EngineError).message).not.toContain('LINE');
    await connection.close();
  });

  it('ends a running query when it is interrupted, and works on', async () => {
    const connection = await engine.connect();
    const endless = connection
      .rows('SELECT count(*) FROM range(1e12::BIGINT) a, range(1e6::BIGINT) b')
      .catch((caught: unknown) => caught);
    const ticking = setInterval(() => connection.interrupt(), 5);
    expect(await endless).toMatchObject({ interrupted: true });
    clearInterval(ticking);
    expect(await connection.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await connection.close();
  });
});

describe('copying a query into a file', () => {
  it('writes true counts, in folders with quotes, and survives a comment at the end', async () => {
    const connection = await engine.connect();
    const path = join(folder, 'out', 'a.parquet');
    const written = await copyQuery(connection, 'SELECT * FROM range(1000) -- done', path);
    expect(written.rowCount).toBe(1000);
    expect(written.bytes).toBeGreaterThan(100);
    expect(await connection.rows(`SELECT count(*) AS n FROM ${quoteText(path)}`)).toEqual([
      { n: 1000 },
    ]);
    await connection.close();
  });

  it('leaves the old file and no half-written one when the query fails', async () => {
    const connection = await engine.connect();
    const path = join(folder, 'kept', 'a.parquet');
    await copyQuery(connection, 'SELECT 1 AS a', path);
    await expect(
      copyQuery(connection, `SELECT error('no') FROM range(10)`, path),
    ).rejects.toBeInstanceOf(EngineError);
    expect(await readdir(join(folder, 'kept'))).toEqual(['a.parquet']);
    await connection.close();
  });
});
