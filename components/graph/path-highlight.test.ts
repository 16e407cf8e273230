import { describe, expect, it } from 'vitest';
import { nodeId } from '@/lib/graph/node-id';
import { PathHighlight } from './path-highlight';
import { wirePaths } from './wire-paths';

const id = (name: string) => nodeId('transform', name);
const ids = ['a', 'b', 'c', 'x'].map(id);
const wires = [
  { from: 0, to: 1 },
  { from: 1, to: 2 },
  { from: 0, to: 3 },
];

describe('PathHighlight', () => {
  it('lights what the node under the pointer is made from and what is made from it', () => {
    const highlight = new PathHighlight();
    highlight.setPaths(() => wirePaths(ids, wires));
    highlight.hover(id('b'));
    expect(['a', 'b', 'c', 'x'].map((name) => highlight.lightOfNode(id(name)))).toEqual([
      'lit',
      'lit',
      'lit',
      'dim',
    ]);
    expect(highlight.state).toBe('lit_alone');
  });

  it('falls back to the selection, which dims nothing, when the pointer leaves', () => {
    const highlight = new PathHighlight();
    highlight.setPaths(() => wirePaths(ids, wires));
    highlight.select([id('x')]);
    highlight.hover(id('c'));
    highlight.hover(null);
    expect(highlight.lightOfNode(id('a'))).toBe('lit');
    expect(highlight.lightOfNode(id('b'))).toBe('plain');
    highlight.select([]);
    expect(highlight.lightOfNode(id('a'))).toBe('plain');
  });

  it('lights a traced way alone, and the selection again when nothing is traced', () => {
    const highlight = new PathHighlight();
    highlight.setPaths(() => wirePaths(ids, wires));
    highlight.select([id('b')]);
    highlight.trace([id('a'), id('b')]);
    const lights = () => ['a', 'b', 'c', 'x'].map((name) => highlight.lightOfNode(id(name)));
    expect(lights()).toEqual(['lit', 'lit', 'plain', 'plain']);
    highlight.trace(null);
    expect(lights()).toEqual(['lit', 'lit', 'lit', 'plain']);
  });

  it('tells its listeners once for each change and not after they left', () => {
    const highlight = new PathHighlight();
    highlight.setPaths(() => wirePaths(ids, wires));
    let calls = 0;
    const leave = highlight.subscribe(() => (calls += 1));
    highlight.hover(id('a'));
    highlight.hover(id('a'));
    expect(calls).toBe(1);
    leave();
    highlight.hover(null);
    expect(calls).toBe(1);
  });

  it('lights of a closed group what it reads and what reads it, and no further', () => {
    const highlight = new PathHighlight();
    const cycle = [...wires, { from: 2, to: 0 }];
    highlight.setPaths(() => wirePaths(ids, cycle, (one) => one === id('b')));
    highlight.hover(id('b'));
    expect(['a', 'b', 'c', 'x'].map((name) => highlight.isLit(id(name)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(highlight.isWireLit(id('a'), id('b'))).toBe(true);
    expect(highlight.isWireLit(id('c'), id('a'))).toBe(false);
    // A node's way goes through whatever there is.
    highlight.hover(id('c'));
    expect(highlight.isLit(id('x'))).toBe(true);
    expect(highlight.isWireLit(id('c'), id('a'))).toBe(true);
  });
});
