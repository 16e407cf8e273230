import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from './ensure-installed.mjs';
import { hashFiles } from './hash-files.mjs';
import { nodeProblem } from './node-problem.mjs';
import { readPlaywrightReport, readVitestReport } from './read-reports.mjs';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });
  it.each(['18.20.4', '20.18.3', '20.9.0', '9.0.0'])('%s is too old', (version) => {
    expect(nodeProblem(version)).toContain(version);
  });
});

describe('what is installed', () => {
  const locked = {
    '': { version: '0.1.0' },
    'node_modules/next': { version: '16.0.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  };
  const next = { 'node_modules/next': { version: '16.0.0', integrity: 'sha512-a' } };

  it('is complete without what is for other systems', () => {
    expect(isInstalled(locked, next)).toBe(true);
  });
  it('is stale when a version or the contents of a package differ', () => {
    const older = { 'node_modules/next': { version: '15.0.0', integrity: 'sha512-a' } };
    const other = { 'node_modules/next': { version: '16.0.0', integrity: 'sha512-z' } };
    expect(isInstalled(locked, older)).toBe(false);
    expect(isInstalled(locked, other)).toBe(false);
  });
  it('is stale when a package is missing, or is there and no longer wanted', () => {
    expect(isInstalled(locked, {})).toBe(false);
    expect(isInstalled(locked, { ...next, 'node_modules/left': { version: '1.0.0' } })).toBe(false);
  });
});

describe('the digest of sources', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'seeknal-hash-'));
    mkdirSync(join(root, 'lib', 'deep'), { recursive: true });
    writeFileSync(join(root, 'lib', 'deep', 'one.ts'), 'one');
    writeFileSync(join(root, 'lib', 'two.ts'), 'two');
    writeFileSync(join(root, 'lib', 'two.test.ts'), 'test');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const digest = (): Promise<string> =>
    hashFiles(root, ['lib', 'missing'], (path) => !path.endsWith('.test.ts'));

  it('stays when nothing changed, or only what was left out', async () => {
    const before = await digest();
    writeFileSync(join(root, 'lib', 'two.test.ts'), 'another test');
    writeFileSync(join(root, 'lib', 'two.ts'), 'two');
    expect(await digest()).toBe(before);
  });

  it('changes with contents, names, new and lost files, however deep they lie', async () => {
    const seen = new Set([await digest()]);
    writeFileSync(join(root, 'lib', 'deep', 'one.ts'), 'ONE');
    seen.add(await digest());
    writeFileSync(join(root, 'lib', 'deep', 'three.ts'), '');
    seen.add(await digest());
    rmSync(join(root, 'lib', 'deep', 'three.ts'));
    rmSync(join(root, 'lib', 'two.ts'));
    seen.add(await digest());
    mkdirSync(join(root, 'missing'));
    writeFileSync(join(root, 'missing', 'two.ts'), 'two');
    seen.add(await digest());
    expect(seen.size).toBe(5);
  });
});

describe('the counts of the test runners', () => {
  it('count a test file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{}, {}, {}] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(readVitestReport(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('take no flaky test for a pass', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(readPlaywrightReport({ stats, errors: [{}] })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 2,
    });
  });
});
