import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../files/package-root';

const execute = promisify(execFile);
const root = packageRoot();
const examples = join(root, 'examples');

/** A folder of somebody who has installed the package. */
let folder: string;
/** examples/extensions in it. */
let project: string;

beforeAll(async () => {
  // Node and npm's own view of the package, so it must be built from what is there now.
  for (const script of ['build-cli.mjs', 'build-types.mjs']) {
    await execute(process.execPath, [join(root, 'scripts', script)]);
  }
  folder = await mkdtemp(join(tmpdir(), 'a program '));
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules', 'seeknal-dag'));
  // With types, and with what one of the examples is written for.
  for (const scope of ['@types', '@aws-sdk']) {
    await symlink(join(root, 'node_modules', scope), join(folder, 'node_modules', scope));
  }
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  project = join(folder, 'extensions');
  await cp(join(examples, 'extensions'), project, { recursive: true });
  await writeFile(join(folder, 'program.ts'), program);
  // All at once: starting the compiler takes longer than all the rest.
  await compile('program.ts', 'extensions/run-pipeline.ts', 'extensions/seeknal.config.ts');
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Checks TypeScript as strictly as it can be, and turns it into JavaScript beside it. */
function compile(...files: string[]): Promise<unknown> {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const modern = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node'];
  const names = ['--rewriteRelativeImportExtensions', '--allowImportingTsExtensions'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return execute(process.execPath, [tsc, ...strict, ...modern, ...names, ...files], {
    cwd: folder,
  }).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout);
  });
}

async function runProgram(dir: string, file: string): Promise<string> {
  return (await execute(process.execPath, [file], { cwd: dir })).stdout;
}

const program = `import { DAGRunner, Manifest, ManifestDiff, printSummary } from 'seeknal-dag';
import type { ExecutionSummary, NodeResult } from 'seeknal-dag';

const manifest = await Manifest.load('target/manifest.json');
const oldManifest = await Manifest.load('target/manifest.json');
const runner = new DAGRunner(manifest, { oldManifest, stateDir: 'target/state' });
const signal = new AbortController().signal;
const summary: ExecutionSummary = await runner.run({
  full: true,
  dryRun: false,
  nodeTypes: ['source', 'transform'],
  nodes: [],
  excludeTags: ['deprecated'],
  continueOnError: true,
  retry: 1,
  parallel: 2,
  signal,
});
await runner.printPlan({ full: true, nodeTypes: [], nodes: [], excludeTags: ['deprecated'] });
printSummary(summary);
const first: NodeResult | undefined = summary.results[0];
console.log(first?.nodeId, (await ManifestDiff.compare(oldManifest, manifest)).summary);
`;

describe('a program that imports seeknal-dag', () => {
  it('runs a pipeline', async () => {
    await cp(join(examples, 'corner-shop'), folder, { recursive: true });
    await execute(process.execPath, [join(root, 'bin/seeknal.js'), 'parse'], { cwd: folder });
    const printed = await runProgram(folder, 'program.js');
    expect(printed).toContain('ℹ Execution Plan:\n');
    expect(printed).toMatch(/ {2}\d+\. SKIP feature_group\.old_features \[.*deprecated.*\]\n/);
    expect(printed).toContain('  Total nodes:     15\n  Changed nodes:   8\n');
    expect(printed).toContain('  Successful:      8\n  Failed:          0\n');
    expect(printed).toContain('No changes detected\n');
  }, 120_000);

  it('is refused what the package does not promise', async () => {
    await writeFile(join(folder, 'inner.js'), "await import('seeknal-dag/lib/cli/main.ts');\n");
    await expect(runProgram(folder, 'inner.js')).rejects.toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

describe('examples/extensions', () => {
  const seeknal = async (...argv: string[]): Promise<string> =>
    (await execute(process.execPath, [join(root, 'bin/seeknal.js'), ...argv], { cwd: project }))
      .stdout;

  it('runs nodes of its own kind, and its hooks hear of it', async () => {
    await seeknal('run', '--parallel', '1');
    expect(await readFile(join(project, 'target/diary.txt'), 'utf8')).toBe(
      `started: calendar.days, transform.weekends
calendar.days started
calendar.days success, 31 rows
transform.weekends started
transform.weekends success, 9 rows
done: 2 nodes
`,
    );
    expect(await seeknal('run')).toContain('  Cached nodes:    2\n');
  }, 60_000);

  it('keeps state where its own backend says', async () => {
    const settings = join(project, 'seeknal_project.yml');
    await writeFile(settings, 'name: extensions\nstate: single-file:target/state.json\n');
    expect(await seeknal('run')).toContain('  Successful:      2\n');
    expect(await seeknal('run')).toContain('  Cached nodes:    2\n');
    expect(await readFile(join(project, 'target/state.json'), 'utf8')).toContain('calendar.days');
  }, 60_000);

  it('shows a program that runs it', async () => {
    expect(await runProgram(project, 'run-pipeline.js')).toContain('  Successful:      2\n');
  }, 60_000);

  it('says what is wrong with a config file, and runs nothing', async () => {
    await writeFile(join(project, 'seeknal.config.ts'), 'export default 1 +;\n');
    await expect(seeknal('run')).rejects.toThrow("seeknal.config.ts can't be loaded: ParseError");
  }, 60_000);
});
