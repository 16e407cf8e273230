import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestParquet } from '../../engine/digest-parquet';
import { openEngine, type Engine } from '../../engine/engine';
import { packageRoot } from '../../files/package-root';
import { FileStateBackend } from '../../state/backends/file/file-state-backend';
import { GeneratedProject, randomNumbers } from '../../testing/generated-project';

const kills = Number(process.env['KILLS'] ?? 20);
/** The same seed edits the same nodes and kills at the same parts of a run. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const minutesFor = (runs: number): number => (runs / 3 + 2) * 60_000;

let engine: Engine;
let killed: GeneratedProject;
let undisturbed: GeneratedProject;

beforeAll(async () => {
  engine = await openEngine({ tempDirectory: '/tmp' });
  killed = await GeneratedProject.create(1);
  undisturbed = await GeneratedProject.create(1);
});

afterAll(async () => {
  engine.close();
  await Promise.all([killed.remove(), undisturbed.remove()]);
});

it(
  `a run that is killed at any of ${String(kills)} moments leaves whole outputs and a state from which the next one makes all outputs right`,
  { timeout: minutesFor(kills) },
  async () => {
    const random = randomNumbers(seed);
    const pick = (count: number): number => Math.floor(random() * count);
    const seen = { midRun: 0, afterSomeNodes: 0 };
    let usualMs = await runToTheEnd(undisturbed);
    await runToTheEnd(killed);

    for (let kill = 0; kill < kills;) {
      // Few versions, so that many an edit takes an earlier one back.
      for (let edit = 0; edit <= pick(3); edit += 1) {
        const part = pick(4) === 0 ? 'source' : 'transform';
        const [index, version] = [pick(GeneratedProject.counts[part]), pick(2)];
        await killed.setVersion(part, index, version);
        await undisturbed.setVersion(part, index, version);
      }
      const isFull = pick(3) === 0;
      const before = await journalLines(killed);
      const wasKilled = await killAfter(killed, random() * usualMs, isFull ? ['--full'] : []);
      if (wasKilled) {
        kill += 1;
        const after = await journalLines(killed);
        if (after > 0) seen.midRun += 1;
        if (after > before + 1) seen.afterSomeNodes += 1;
      }
      const trouble = `seed ${String(seed)}, kill ${String(kill)}`;
      await expectWhole(killed, trouble);
      // Now and then another one is killed before any gets to the end.
      if (pick(3) === 0 && kill < kills) continue;

      await runToTheEnd(killed);
      const tookMs = await runToTheEnd(undisturbed);
      // What runs is part of all: the usual time is that of the longer ones.
      usualMs = Math.max(tookMs, usualMs * 0.95);
      expect(await outputsOf(killed), trouble).toEqual(await outputsOf(undisturbed));
      expect(await readdir(join(killed.paths.target, 'intermediate')), trouble).toEqual(
        await readdir(join(undisturbed.paths.target, 'intermediate')),
      );
    }
    // Kills that hit nothing would prove nothing.
    expect(seen.midRun).toBeGreaterThan(kills / 10);
    expect(seen.afterSomeNodes).toBeGreaterThan(0);

    await runToTheEnd(undisturbed, ['--full']);
    expect(await outputsOf(killed)).toEqual(await outputsOf(undisturbed));
  },
);

function start(project: GeneratedProject, flags: readonly string[]) {
  return spawn(
    process.execPath,
    [join(packageRoot(), 'bin', 'seeknal.js'), 'run', '--project', project.paths.root, ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

/** Returns how long it took, in milliseconds. */
async function runToTheEnd(
  project: GeneratedProject,
  flags: readonly string[] = [],
): Promise<number> {
  const startedMs = Date.now();
  const run = start(project, flags);
  let output = '';
  for (const stream of [run.stdout, run.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code] = (await once(run, 'close')) as [number];
  expect(code, output).toBe(0);
  return Date.now() - startedMs;
}

/** Whether it was still there to be killed. */
async function killAfter(
  project: GeneratedProject,
  afterMs: number,
  flags: readonly string[],
): Promise<boolean> {
  const run = start(project, flags);
  run.stdout.resume();
  run.stderr.resume();
  const closed = once(run, 'close');
  await wait(afterMs);
  run.kill('SIGKILL');
  await closed;
  return run.signalCode === 'SIGKILL';
}

/** State reads, with nothing worse than a line that was cut short, and every output opens. */
async function expectWhole({ paths }: GeneratedProject, trouble: string): Promise<void> {
  const { state, repairs } = await new FileStateBackend(paths.stateDir).load();
  expect(state.size, trouble).toBe(42);
  for (const repair of repairs) expect(repair, trouble).toContain('cut short');
  for (const path of await filesIn(paths.target, '.parquet')) {
    await expect(digest(path), `${trouble}: ${path}`).resolves.toBeTruthy();
  }
}

/** What all outputs say, by their path in the project. */
async function outputsOf({ paths }: GeneratedProject): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const path of await filesIn(paths.target, '.parquet')) {
    // Not what nodes make, but what became of them in each run.
    if (path === join(paths.target, 'dq_history.parquet')) continue;
    outputs[path.slice(paths.root.length)] = await digest(path);
  }
  for (const path of await filesIn(paths.target, '.csv')) {
    const lines = (await readFile(path, 'utf8')).split('\n');
    outputs[path.slice(paths.root.length)] = lines.toSorted().join('\n');
  }
  return outputs;
}

async function digest(path: string): Promise<string> {
  const connection = await engine.connect();
  try {
    return await digestParquet(connection, path);
  } finally {
    await connection.close();
  }
}

async function filesIn(folder: string, end: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(end))
    .toSorted()
    .map((name) => join(folder, name));
}

async function journalLines({ paths }: GeneratedProject): Promise<number> {
  const text = await readFile(join(paths.stateDir, 'journal.ndjson'), 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}
