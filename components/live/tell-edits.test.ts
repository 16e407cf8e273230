import { describe, expect, it } from 'vitest';
import { nodeId } from '@/lib/graph/node-id';
import { editWords } from './tell-edits';

const file = 'seeknal/transforms/clean_users.yml';
const edit = {
  id: nodeId('transform', 'clean_users'),
  what: 'modified' as const,
  fields: ['SQL', 'tags'],
};

describe('what is said of an edit', () => {
  it('names the node and its fields, and the file below', () => {
    expect(editWords([edit], 1, [file])).toEqual({
      title: 'transform.clean_users changed: SQL, tags',
      detail: file,
    });
  });

  it('counts nodes, and names the first of them', () => {
    const added = (name: string) => ({
      id: nodeId('source', name),
      what: 'added' as const,
      fields: [],
    });
    const edits = [edit, added('a'), added('b'), added('c')];
    expect(editWords(edits, 60, [file])).toEqual({
      title: '60 nodes changed',
      detail: 'clean_users (SQL, tags), a (added), b (added) and 57 more',
    });
  });

  it('names files where no node differs, and is silent where no file was touched', () => {
    expect(editWords([], 0, ['data/users.csv'])?.title).toBe('Changed: data/users.csv');
    expect(editWords([], 0, [])).toBeNull();
  });
});
