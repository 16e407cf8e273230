import { expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import type { Decision, RunReason, SkipReason } from './plan';
import { reasonText } from './reason-text';

const run = (reason: RunReason): Decision => ({ action: 'run', reason });
const skip = (reason: SkipReason): Decision => ({ action: 'skip', reason });

it.each<[string, Decision]>([
  ['unchanged', { action: 'cached' }],
  ['full refresh', run({ code: 'full_refresh' })],
  ['never built', run({ code: 'never_built' })],
  ['failed in the last run', run({ code: 'failed_last_run', fields: [] })],
  [
    'failed in the last run, edited since it was built: transform changed',
    run({
      code: 'failed_last_run',
      fields: [{ path: 'transform', before: 'a\nb', after: 'a\nc' }],
    }),
  ],
  ['interrupted in the last run', run({ code: 'interrupted' })],
  [
    'params.min_amount 5 → 10',
    run({ code: 'changed', fields: [{ path: 'params.min_amount', before: 5, after: 10 }] }),
  ],
  [
    'transform changed',
    run({ code: 'changed', fields: [{ path: 'transform', before: 'a\nb', after: 'a\nc' }] }),
  ],
  ['definition changed', run({ code: 'changed', fields: [] })],
  ['data changed: data/users.csv', run({ code: 'data_changed', files: ['data/users.csv'] })],
  ['output missing: target/a.parquet', run({ code: 'output_missing', path: 'target/a.parquet' })],
  [
    'upstream transform.clean_users changed',
    run({
      code: 'upstream_changed',
      upstream: id('transform.clean_users'),
      cause: id('transform.clean_users'),
    }),
  ],
  [
    'upstream transform.b changed, because of source.a',
    run({ code: 'upstream_changed', upstream: id('transform.b'), cause: id('source.a') }),
  ],
  ['runs every time: its outcome depends on the date', run({ code: 'depends_on_time' })],
  ['selected by --nodes', run({ code: 'selected', by: 'nodes' })],
  ['selected by --select', run({ code: 'selected', by: 'select' })],
  ['downstream of source.a', run({ code: 'downstream_of_selected', selected: id('source.a') })],
  ['tag match (a, b)', run({ code: 'tag_matched', tags: ['a', 'b'] })],
  [
    'upstream of tag-matched node transform.b',
    run({ code: 'upstream_of_tagged', tagged: id('transform.b') }),
  ],
  ['excluded by tag experimental', skip({ code: 'excluded_tag', tag: 'experimental' })],
  ['not of type source, model', skip({ code: 'not_of_type', types: ['source', 'model'] })],
  ['not selected by --nodes or --tags', skip({ code: 'not_selected', by: ['nodes', 'tags'] })],
  ['excluded by --exclude', skip({ code: 'excluded' })],
  ['its file has errors', skip({ code: 'broken' })],
  ['runs in part 2/3', skip({ code: 'other_part', part: 2, count: 3 })],
])('says "%s"', (text, decision) => {
  expect(reasonText(decision)).toBe(text);
});
