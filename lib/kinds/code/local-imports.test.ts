import { describe, expect, it } from 'vitest';
import { pythonLocalImports as python } from './python/local-imports';
import { typescriptLocalImports as typescript } from './typescript/local-imports';

describe('what Python code imports', () => {
  it.each([
    ['import clean', ['clean']],
    ['import a.b as c, d', ['a.b', 'd']],
    ['from lib import clean', ['lib', 'lib.clean']],
    [
      'from lib.clean import (\n  trim as t,\n  lower,\n)',
      ['lib.clean', 'lib.clean.trim', 'lib.clean.lower'],
    ],
    ['from . import shared', ['.', '.shared']],
    ['from ..lib.clean import trim', ['..lib.clean', '..lib.clean.trim']],
    ['def f():\n    import late', ['late']],
    ['# import comment\ntext = "import text"\nx.import_it()', []],
    ['from', []],
  ])('%j', (text, modules) => {
    expect(python.modulesIn(text)).toEqual(modules);
  });

  const nodeFile = 'seeknal/pipelines/orders.py';
  it.each([
    ['clean', nodeFile, ['clean.py', 'seeknal/pipelines/clean.py']],
    ['lib.clean', nodeFile, ['lib/__init__.py', 'lib/clean.py', 'seeknal/pipelines/lib/clean.py']],
    // Not beside the module that imports it, unless it is run there.
    ['clean', 'lib/dates.py', ['clean.py', 'seeknal/pipelines/clean.py']],
    ['.dates', 'lib/clean.py', ['lib/dates.py', 'lib/dates/__init__.py']],
    ['..dates', 'lib/a/clean.py', ['lib/dates.py']],
    ['.', 'lib/clean.py', ['lib/__init__.py']],
  ])('%s may lie, from %s, in %j', (module, from, files) => {
    expect(python.filesOf(module, from, nodeFile)).toEqual(expect.arrayContaining(files));
  });
});

describe('what TypeScript code imports', () => {
  it.each([
    ["import { least } from './least';", ['./least']],
    ["import './setup'", ['./setup']],
    ["export * from '../lib/dates.js';", ['../lib/dates.js']],
    ["const { a } = await import('./late'); const b = require('./old');", ['./late', './old']],
    ["import { z } from 'zod'; // from './comment'", []],
    ["const path = './data.csv'; read('./data.csv');", []],
  ])('%s', (text, modules) => {
    expect(typescript.modulesIn(text)).toEqual(modules);
  });

  it.each([
    ['./least', ['seeknal/least.ts', 'seeknal/least.json', 'seeknal/least/index.ts']],
    ['../lib/dates.js', ['lib/dates.js', 'lib/dates.ts']],
    ['../lib/dates.mjs', ['lib/dates.mts']],
  ])('%s may lie in %j', (module, files) => {
    expect(typescript.filesOf(module, 'seeknal/large.ts', 'seeknal/large.ts')).toEqual(
      expect.arrayContaining(files),
    );
  });
});
