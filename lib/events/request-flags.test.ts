import { expect, test } from 'vitest';
import { quoteForShell, requestFlags } from './request-flags';

const plain = {
  mode: 'incremental',
  types: [],
  nodes: [],
  exclude_tags: [],
  continue_on_error: false,
  retry: 0,
} as const;

test('a plain run has no flags', () => {
  expect(requestFlags(plain)).toBe('');
});

test('every wish becomes the flag that expresses it', () => {
  expect(
    requestFlags({
      mode: 'full',
      types: ['source', 'rule'],
      nodes: ['transform.clean_users'],
      tags: ['daily', 'ml'],
      exclude_tags: ['old'],
      select: '+churn_model,tag:daily *users',
      exclude: 'kind:rule',
      continue_on_error: true,
      retry: 2,
    }),
  ).toBe(
    "--full --types source,rule --nodes transform.clean_users --tags daily,ml --exclude-tags old --select '+churn_model,tag:daily *users' --exclude kind:rule --continue-on-error --retry 2",
  );
});

test('a word that a shell would take apart is quoted', () => {
  expect(requestFlags({ ...plain, exclude_tags: ['a b', '$(rm)'] })).toBe(
    "--exclude-tags 'a b,$(rm)'",
  );
  expect(quoteForShell("it's")).toBe(`'it'\\''s'`);
});
