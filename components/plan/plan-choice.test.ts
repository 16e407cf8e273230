import { describe, expect, it } from 'vitest';
import { nodeId } from '@/lib/graph/node-id';
import { choiceOf, requestOf, withUpstream, type PlanChoice } from './plan-choice';

const users = nodeId('source', 'users');
const churn = nodeId('model', 'churn');
const plain = {
  mode: 'incremental',
  types: [],
  nodes: [],
  tags: [],
  excludeTags: [],
  select: null,
  exclude: null,
  continueOnError: false,
  retry: 0,
  parallel: null,
} as const;

const choices: readonly (readonly [string, PlanChoice, object])[] = [
  ['changed', { what: { by: 'changed' }, reach: 'none', excludeTags: [] }, {}],
  [
    'all but some tags',
    { what: { by: 'all' }, reach: 'none', excludeTags: ['slow'] },
    { mode: 'full', excludeTags: ['slow'] },
  ],
  [
    'nodes and all that reads them',
    { what: { by: 'nodes', ids: [users, churn] }, reach: 'downstream', excludeTags: [] },
    { nodes: [users, churn] },
  ],
  [
    'failed and what they are made from',
    { what: { by: 'failed' }, reach: 'upstream', excludeTags: [] },
    { select: '+status:failed' },
  ],
  [
    'what is found',
    { what: { by: 'found', selector: 'tag:daily' }, reach: 'none', excludeTags: [] },
    { select: 'tag:daily' },
  ],
];

describe('what is planned', () => {
  it.each(choices)('%s is a request, and can be read back from it', (_, choice, request) => {
    expect(requestOf(choice)).toEqual(request);
    expect(choiceOf({ ...plain, ...requestOf(choice) })).toEqual(choice);
  });

  it('names exactly the selected nodes, or those and their upstream', () => {
    const what = { by: 'nodes', ids: [users, churn] } as const;
    expect(requestOf({ what, reach: 'none', excludeTags: [] })).toEqual({
      select: 'source.users model.churn',
    });
    expect(requestOf({ what, reach: 'both', excludeTags: [] })).toEqual({
      select: '+source.users+ +model.churn+',
    });
  });

  it('widens every term of a selector, and none that reaches further already', () => {
    const what = { by: 'found', selector: 'tag:a,2+users @churn' } as const;
    expect(requestOf({ what, reach: 'downstream', excludeTags: [] })).toEqual({
      select: 'tag:a+,2+users+ @churn',
    });
  });

  it('takes in what its nodes are made from, also what is made from them', () => {
    const what = { by: 'nodes', ids: [users, churn] } as const;
    const select = (choice: PlanChoice): unknown => {
      const wider = withUpstream(choice);
      return wider === null ? null : requestOf(wider);
    };
    expect(select({ what, reach: 'none', excludeTags: ['slow'] })).toEqual({
      select: '+source.users +model.churn',
      excludeTags: ['slow'],
    });
    expect(select({ what, reach: 'downstream', excludeTags: [] })).toEqual({
      select: '@source.users @model.churn',
    });
    expect(select({ what: { by: 'failed' }, reach: 'downstream', excludeTags: [] })).toEqual({
      select: '@status:failed',
    });
    expect(select({ what, reach: 'upstream', excludeTags: [] })).toBeNull();
    expect(select({ what: { by: 'changed' }, reach: 'none', excludeTags: [] })).toBeNull();
  });
});
