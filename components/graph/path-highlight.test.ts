import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import { PathHighlight } from './path-highlight';

const id = (name: string) => nodeId('transform', name);
const graph = Graph.of(['a', 'b', 'c', 'x'].map(id), [
  { from: id('a'), to: id('b') },
  { from: id('b'), to: id('c') },
  { from: id('a'), to: id('x') },
]);

describe('PathHighlight', () => {
  it('lights what the node under the pointer is made from and what is made from it', () => {
    const highlight = new PathHighlight();
    highlight.setGraph(graph);
    highlight.hover(id('b'));
    expect(['a', 'b', 'c', 'x'].map((name) => highlight.lightOfNode(id(name)))).toEqual([
      'lit',
      'lit',
      'lit',
      'dim',
    ]);
    expect(highlight.lightOfEdge(id('a'), id('b'))).toBe('lit');
    expect(highlight.lightOfEdge(id('a'), id('x'))).toBe('dim');
  });

  it('falls back to the selection, which dims nothing, when the pointer leaves', () => {
    const highlight = new PathHighlight();
    highlight.setGraph(graph);
    highlight.select([id('x')]);
    highlight.hover(id('c'));
    highlight.hover(null);
    expect(highlight.lightOfNode(id('a'))).toBe('lit');
    expect(highlight.lightOfNode(id('b'))).toBe('plain');
    highlight.select([]);
    expect(highlight.lightOfNode(id('a'))).toBe('plain');
  });

  it('tells its listeners once for each change and not after they left', () => {
    const highlight = new PathHighlight();
    highlight.setGraph(graph);
    let calls = 0;
    const leave = highlight.subscribe(() => (calls += 1));
    highlight.hover(id('a'));
    highlight.hover(id('a'));
    expect(calls).toBe(1);
    leave();
    highlight.hover(null);
    expect(calls).toBe(1);
  });
});
