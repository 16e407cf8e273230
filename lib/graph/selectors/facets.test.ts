import { describe, expect, it } from 'vitest';
import { facetsOf, toggleFacet } from './facets';

describe('chips and the selector', () => {
  it('adds a first condition, then another of the same facet beside it', () => {
    const one = toggleFacet('', 'kind', 'source');
    expect(one).toBe('kind:source');
    expect(toggleFacet(one, 'kind', 'model')).toBe('kind:source kind:model');
  });

  it('joins facets, so that a node must meet all of them', () => {
    const both = toggleFacet('kind:source kind:model', 'tag', 'daily');
    expect(both).toBe('kind:source,tag:daily kind:model,tag:daily');
    expect(facetsOf(both)).toMatchObject({ kind: ['source', 'model'], tag: ['daily'] });
    expect(toggleFacet(both, 'kind', 'source')).toBe('kind:model,tag:daily');
  });

  it('narrows what was written by hand, and gives it back', () => {
    const narrowed = toggleFacet('+churn_model users', 'status', 'failed');
    expect(narrowed).toBe('+churn_model,status:failed users,status:failed');
    expect(facetsOf(narrowed).status).toEqual(['failed']);
    expect(toggleFacet(narrowed, 'status', 'failed')).toBe('+churn_model users');
  });

  it('takes a selector that is no choice of chips as it is', () => {
    const text = 'kind:source,tag:daily kind:model';
    expect(facetsOf(text)).toEqual({ kind: [], status: [], state: [], tag: [], owner: [] });
    expect(toggleFacet(text, 'owner', 'ada')).toBe(
      'kind:source,tag:daily,owner:ada kind:model,owner:ada',
    );
  });

  it('quotes values, and leaves alone what does not parse', () => {
    expect(toggleFacet('', 'owner', 'Data Team')).toBe('owner:"Data Team"');
    expect(facetsOf('owner:"Data Team"').owner).toEqual(['Data Team']);
    expect(toggleFacet('kind:', 'tag', 'daily')).toBe('kind:');
  });

  it('leaves nothing when the last value goes', () => {
    expect(toggleFacet('tag:daily', 'tag', 'daily')).toBe('');
  });
});
