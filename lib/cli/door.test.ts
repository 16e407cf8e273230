import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const door = fileURLToPath(new URL('../../bin/seeknal.js', import.meta.url));

describe('bin/seeknal.js', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seeknal door '));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const name of ['seeknal.js', 'package.json']) {
      copyFileSync(join(dirname(door), name), join(folder, 'bin', name));
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Stands in for the bundled command line. */
  function bundle(code: string): void {
    mkdirSync(join(folder, 'dist', 'cli'), { recursive: true });
    writeFileSync(join(folder, 'dist', 'cli', 'main.cjs'), code);
  }

  function run(
    args: readonly string[] = [],
    { path = join(folder, 'bin', 'seeknal.js'), env = {} } = {},
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [path, ...args],
        { cwd: tmpdir(), env: { ...process.env, ...env } },
        (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  }

  it('hands its arguments over and ends with the exit code that comes back', async () => {
    bundle('exports.main = async (argv) => { console.log(argv.join("|")); return 2; };');
    expect(await run(['run', '--nodes', 'a b'])).toEqual({
      code: 2,
      stdout: 'run|--nodes|a b\n',
      stderr: '',
    });
  });

  it('finds its bundle through a symbolic link, as npm link makes one', async () => {
    bundle('exports.main = async () => 0;');
    const link = join(folder, 'seeknal');
    symlinkSync(join(folder, 'bin', 'seeknal.js'), link);
    expect(await run([], { path: link })).toMatchObject({ code: 0, stderr: '' });
  });

  it('says how to build it when it was not built', async () => {
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `seeknal is not built yet: run \`npm run prepare\` in ${join(folder, '/')}.\n`,
    );
  });

  it('says how to install what it needs when that is missing', async () => {
    bundle('require("a-package-that-is-nowhere"); exports.main = async () => 0;');
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `seeknal is not installed completely: run \`npm ci\` in ${join(folder, '/')}.\n`,
    );
  });

  it.each([
    ['thrown', 'throw new Error("out of luck");'],
    [
      'rejected somewhere',
      'void Promise.reject(new Error("out of luck")); await new Promise(() => setInterval(() => {}, 1e6));',
    ],
    [
      'thrown later',
      'setTimeout(() => { throw new Error("out of luck"); }); await new Promise(() => setInterval(() => {}, 1e6));',
    ],
  ])('calls an error that was %s its own, and shows the stack only when asked', async (_, code) => {
    bundle(`exports.main = async () => { ${code} };`);
    const short = await run();
    expect(short.code).toBe(1);
    expect(short.stderr).toMatch(/^seeknal: internal error: out of luck\n.*report it/);
    expect(short.stderr).not.toContain('    at ');
    const long = await run([], { env: { SEEKNAL_DEBUG: '1' } });
    expect(long.stderr).toContain('    at ');
  });
});
