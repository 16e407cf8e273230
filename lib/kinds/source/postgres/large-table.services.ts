import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../../files/package-root';
import { TestDatabase, testServer } from '../../../testing/test-database';

/** ROWS=10000000 for the full size. */
const rows = Number(process.env['ROWS'] ?? 1_000_000);
const mostBytes = 512 * 1024 * 1024;
/** Linux tells the peak of a process while it runs. */
const isPossible = testServer !== undefined && existsSync('/proc/self/status');

let folder: string;
let database: TestDatabase;

beforeAll(
  async () => {
    if (!isPossible) return;
    folder = await mkdtemp(join(tmpdir(), 'large-'));
    database = await TestDatabase.create();
    await database.query(`CREATE TABLE payments AS
    SELECT i::bigint AS id, (i % 100000)::int AS customer_id, ((i % 1000000) / 100.0)::numeric(12, 2) AS amount,
      timestamptz '2026-01-01' + i * interval '1 second' AS paid_at, 'reference number ' || i AS reference
    FROM generate_series(1, ${String(rows)}) i`);
    await mkdir(join(folder, 'seeknal'), { recursive: true });
    await writeFile(
      join(folder, 'profiles.yml'),
      `connections:\n  shop: {type: postgresql, url: "\${SHOP_URL}"}\n`,
    );
    await writeFile(
      join(folder, 'seeknal/payments.yml'),
      'kind: source\nname: payments\nsource: postgresql\ntable: payments\nparams: {connection: shop}\n',
    );
    await writeFile(
      join(folder, 'seeknal/copy.yml'),
      'kind: exposure\nname: copy\ntype: database\ndepends_on: [{ref: source.payments}]\nparams: {connection: shop, table: delivered.payments, mode: full}\n',
    );
  },
  rows / 5 + 60_000,
);

afterAll(async () => {
  if (!isPossible) return;
  await rm(folder, { recursive: true });
  await database.close();
});

it.skipIf(!isPossible)(
  `reads ${String(rows)} rows and delivers them again in under 512 MB`,
  { timeout: rows / 10 + 120_000 },
  async () => {
    const run = spawn(
      process.execPath,
      [join(packageRoot(), 'bin/seeknal.js'), 'run', '--project', folder, '--parallel', '2'],
      { env: { ...process.env, SHOP_URL: database.url }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    run.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(run, 'close');
    let peakBytes = 0;
    while (run.exitCode === null) {
      peakBytes = Math.max(peakBytes, await peakOf(run.pid ?? 0));
      await wait(20);
    }
    await ended;
    expect(run.exitCode, output).toBe(0);
    console.log(
      `${String(rows)} rows: peak ${String(Math.round(peakBytes / 1024 / 1024))} MB\n${output}`,
    );
    expect(peakBytes).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThan(mostBytes);
    const [same] = await database.query(
      `SELECT (SELECT (count(*), sum(id), sum(amount), min(paid_at), max(paid_at), max(reference))::text FROM payments) =
              (SELECT (count(*), sum(id), sum(amount), min(paid_at), max(paid_at), max(reference))::text FROM delivered.payments) AS same`,
    );
    expect(same).toEqual({ same: true });
  },
);

/** The most that a process had in memory so far; 0 once it is gone. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
