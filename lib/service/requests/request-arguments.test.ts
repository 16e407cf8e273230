import { Command } from 'commander';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { declareRequestFlags, toRequest, type RequestFlags } from '../../cli/request-flags';
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
  const day = fc.constantFrom(null, '2026-01-30', '2026-01-30T09:15:00');
  const how = fc.record(
    {
      isFailFast: fc.boolean(),
      earlyCutoff: fc.constant(true),
      materialize: fc.constantFrom('never' as const, 'always' as const),
      partition: fc.nat(4).map((index) => ({ index: index + 1, count: 5 })),
      values: fc.record({
        date: fc.constant('2026-01-30'),
        startDate: day,
        endDate: day,
        params: fc.dictionary(
          fc.stringMatching(/^[a-z]{1,3}$/),
          fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        ),
      }),
    },
    { requiredKeys: ['isFailFast'] },
  );
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
      how,
      (which, { isFailFast, ...more }) => {
        // A run can't both go on and break off at the first failure.
        const failFast = isFailFast && !which.continueOnError ? { failFast: true } : {};
        const request: RunRequest = { ...which, ...failFast, ...more };
        expect(readBack(request)).toEqual(request);
      },
    ),
    { numRuns: 300 },
  );
});
