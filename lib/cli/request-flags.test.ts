import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { plainRun, type RunRequest } from '../service/requests/run-request';
import { declareRequestFlags, toRequest, type RequestFlags } from './request-flags';

function requestOf(...argv: string[]): RunRequest {
  const command = new Command();
  declareRequestFlags(command);
  return toRequest(command.parse(argv, { from: 'user' }).opts<RequestFlags>());
}

describe('the flags of a request', () => {
  it('ask for a plain run when there are none', () => {
    expect(requestOf()).toEqual(plainRun);
  });

  it.each([
    ['--nodes a,b --nodes c', { nodes: ['a', 'b', 'c'] }],
    ['-n a -t source,rule -t model', { nodes: ['a'], types: ['source', 'rule', 'model'] }],
    ['--tags ml,daily --tags x', { tags: ['ml', 'daily', 'x'] }],
    ['--exclude-tags old --exclude-tags slow', { excludeTags: ['old', 'slow'] }],
    ['--select +a,tag:x', { select: '+a,tag:x' }],
    ['-s a b+ --exclude c --full', { select: 'a b+', exclude: 'c', mode: 'full' }],
    ['--select a --select b,c', { select: 'a b,c' }],
    [
      '--fail-fast --early-cutoff --partition 2/3',
      { failFast: true, earlyCutoff: true, partition: { index: 2, count: 3 } },
    ],
    ['--parallel', {}],
    ['--parallel 3', { parallel: 3 }],
    ['--parallel --max-workers 2', { parallel: 2 }],
    ['--parallel --nodes a', { nodes: ['a'] }],
    ['--select=@a --exclude=kind:rule', { select: '@a', exclude: 'kind:rule' }],
  ])('read %s', (line, expected) => {
    expect(requestOf(...line.split(' '))).toEqual({ ...plainRun, ...expected });
  });

  it('keep an empty selector apart from none, so that it can be refused', () => {
    expect(requestOf('--select', '')).toMatchObject({ select: '', exclude: null });
  });
});
