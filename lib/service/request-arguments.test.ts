import { Command } from 'commander';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { declareRequestFlags, toRequest, type RequestFlags } from '../cli/request-flags';
import { requestArguments } from './request-arguments';
import { plainRun, type RunRequest } from './run-request';

function readBack(request: RunRequest): RunRequest {
  const command = new Command().exitOverride();
  declareRequestFlags(command);
  return toRequest(command.parse(requestArguments(request), { from: 'user' }).opts<RequestFlags>());
}

it('a plain run needs no arguments', () => {
  expect(requestArguments(plainRun)).toEqual([]);
});

it('takes along how failures and unchanged outputs are met', () => {
  for (const request of [
    { ...plainRun, failFast: true },
    { ...plainRun, earlyCutoff: true, continueOnError: true },
  ]) {
    expect(readBack(request)).toEqual(request);
  }
});

it('the command line reads every request back as it was asked', () => {
  const words = fc.array(fc.stringMatching(/^[a-z_.*"'$=-]{1,8}$/), { maxLength: 3 });
  const selector = fc.option(fc.stringMatching(/^[a-z+@:,*"' =-]{1,12}$/));
  fc.assert(
    fc.property(
      fc.record<RunRequest>({
        mode: fc.constantFrom('incremental', 'full'),
        types: words,
        nodes: words,
        tags: words,
        excludeTags: words,
        select: selector,
        exclude: selector,
        continueOnError: fc.boolean(),
        retry: fc.nat(5),
        parallel: fc.option(fc.integer({ min: 1, max: 64 })),
      }),
      (request) => {
        expect(readBack(request)).toEqual(request);
      },
    ),
    { numRuns: 300 },
  );
});
