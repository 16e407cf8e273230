import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
/** The command, as a path. */
export const door = join(packageDir, 'bin', 'seeknal.js');

/** A copy of the sample that one test has for itself. */
export interface Project {
  /** Absolute. */
  readonly dir: string;
  readonly read: (file: string) => Promise<string>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: (file: string) => Promise<void>;
  /** Replaces a text that must be there, so that no test goes on with a change that never was. */
  readonly edit: (file: string, from: string, to: string) => Promise<void>;
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SeeknalOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run as another user. */
  readonly uid?: number;
}

/** The production server of a project, on a port of its own. */
export interface Dashboard {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** What the terminal showed until it was ready: errors too. */
  readonly printed: string;
  /** Interrupts the server and waits until it is gone. */
  readonly stop: () => Promise<{ code: number | null; durationMs: number }>;
}

interface Fixtures {
  readonly project: Project;
  readonly dashboard: Dashboard;
  /** The command line as a person calls it; `--project` is theirs to give. */
  readonly seeknal: (...args: readonly string[]) => Promise<Finished>;
}

export const test = base.extend<Fixtures>({
  // A page counts as loaded before its code is fetched, and no person is as quick as a test.
  page: async ({ page }, use) => {
    const goTo = page.goto.bind(page);
    page.goto = async (url, options) => {
      const answer = await goTo(url, options);
      const isOurs = answer?.headers()['content-type']?.startsWith('text/html') === true;
      if (isOurs && options?.waitUntil === undefined) {
        await page.waitForFunction(() => 'next' in window);
      }
      return answer;
    };
    await use(page);
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the wanted fixtures from this pattern
  project: async ({}, use) => {
    const project = await copySample();
    await use(project);
    await endRuns(project.dir);
    await rm(dirname(project.dir), { recursive: true, force: true });
  },
  dashboard: async ({ project, context }, use) => {
    const errors: string[] = [];
    let isGone = false;
    context.on('weberror', (error) => {
      const { message } = error.error();
      // A story that stops the server may do so while a page loads a part of its code.
      if (isGone && /failed to load|loading chunk/i.test(message)) return;
      errors.push(`${error.page()?.url()} ${message}`);
    });
    const dashboard = await startDashboard(project.dir);
    await use({
      ...dashboard,
      stop: () => {
        isGone = true;
        return dashboard.stop();
      },
    });
    // Whatever a story is about, no page of it breaks; what is on its way when the server stops may.
    const broken = [...errors];
    await dashboard.stop();
    expect(broken).toEqual([]);
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  seeknal: async ({}, use) => {
    await use((...args) => runSeeknal(args));
  },
});

export { expect };

/** What a person gets who clones the sample: without results and history of runs in this folder. */
async function copySample(): Promise<Project> {
  const dir = join(await realpath(await mkdtemp(join(tmpdir(), 'seeknal-e2e-'))), 'corner-shop');
  await cp(join(packageDir, 'examples', 'corner-shop'), dir, {
    recursive: true,
    filter: (path) => !/\/corner-shop\/(target|\.seeknal)(\/|$)/.test(path),
  });
  const at = (file: string): string => join(dir, file);
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), text);
  };
  const read = (file: string): Promise<string> => readFile(at(file), 'utf8');
  return {
    dir,
    read,
    write,
    remove: (file) => rm(at(file)),
    edit: async (file, from, to) => {
      const before = await read(file);
      if (!before.includes(from)) throw new Error(`${file} does not contain: ${from}`);
      await write(
        file,
        before.replace(from, () => to),
      );
    },
  };
}

/** Ends the runs that a test has left behind: those of the dashboard go on when it stops. */
async function endRuns(dir: string): Promise<void> {
  const folder = join(dir, '.seeknal', 'runs');
  const files = await readdir(folder).catch(() => []);
  for (const file of files.filter((name) => name.endsWith('.ndjson'))) {
    const lines = (await readFile(join(folder, file), 'utf8')).trimEnd().split('\n');
    if (lines.at(-1)?.includes('"type":"run_finished"') === true) continue;
    const { process: runner } = JSON.parse(lines[0] ?? '{}') as { process?: { pid: number } };
    try {
      // A program that the test itself started in its own process is not to be ended.
      if (runner !== undefined && runner.pid !== process.pid) process.kill(runner.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}

/** Runs bin/seeknal.js to its end. */
export function runSeeknal(
  args: readonly string[],
  { cwd = tmpdir(), env = {}, uid }: SeeknalOptions = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [door, ...args],
      { cwd, env: environment(env), maxBuffer: 1 << 28, ...(uid === undefined ? {} : { uid }) },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** Starts the server, on any free port unless one is given; it says itself which one it took. */
export function startDashboard(
  projectDir: string,
  env: Readonly<Record<string, string>> = {},
  port = 0,
): Promise<Dashboard> {
  const args = [door, 'ui', '--project', projectDir, '--port', String(port)];
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let printed = '';
  return new Promise((resolve, reject) => {
    const onText = (chunk: Buffer): void => {
      printed += chunk.toString();
      const url = /^Seeknal dashboard: (http:\S+:(\d+)) /m.exec(printed);
      if (url === null) return;
      resolve({
        url: url[1]!,
        port: Number(url[2]),
        process: child,
        printed,
        stop: async () => {
          const startedMs = Date.now();
          child.kill('SIGINT');
          return { code: await ended, durationMs: Date.now() - startedMs };
        },
      });
    };
    child.stdout.on('data', onText);
    child.stderr.on('data', onText);
    void ended.then(() => reject(new Error(`The dashboard did not start:\n${printed}`)));
  });
}

/** What would lead the command elsewhere when it is set where the tests run. */
const misleading = new Set(['PORT', 'HOST', 'SEEKNAL_PROJECT', 'NODE_ENV', 'FORCE_COLOR']);

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !misleading.has(name));
  // Next declares NODE_ENV as always there; our commands must do without it.
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...more } as unknown as NodeJS.ProcessEnv;
}
