import { describe, expect, it } from 'vitest';
import { id } from '../../testing/manifest-of';
import { rowFlow, type RowFlow } from './row-flow';

/** source.a and source.b → transform.c → rule.d; the numbers are rows, past ones newest first. */
function flow(
  rows: Readonly<Record<string, number>>,
  past: Readonly<Record<string, readonly number[]>> = {},
): RowFlow {
  return rowFlow({
    nodes: ['source.a', 'source.b', 'transform.c', 'rule.d'].map((text) => ({
      id: id(text),
      kind: text.split('.')[0]!,
    })),
    edges: [
      { from: id('source.a'), to: id('transform.c') },
      { from: id('source.b'), to: id('transform.c') },
      { from: id('transform.c'), to: id('rule.d') },
    ],
    rowsOf: (node) => rows[node] ?? null,
    past: new Map(Object.entries(past)),
  });
}
const dropOf = (result: RowFlow, node: string): string | null | undefined =>
  result.nodes.find((one) => one.id === node)?.drop;

describe('the flow of rows', () => {
  it('tells what goes along each edge, in and out of each node', () => {
    const result = flow({ 'source.a': 100, 'source.b': 20, 'transform.c': 90 });
    expect(result.edges.map(({ from, rows }) => [from, rows])).toEqual([
      ['source.a', 100],
      ['source.b', 20],
      ['transform.c', 90],
    ]);
    expect(result.nodes[2]).toMatchObject({ rowsIn: 120, rowsOut: 90, usualOut: null, drop: null });
    expect(result.nodes[3]).toMatchObject({ rowsIn: 90, rowsOut: null, drop: null });
  });

  it('marks a node that left none of what it read', () => {
    expect(dropOf(flow({ 'source.a': 100, 'source.b': 1, 'transform.c': 0 }), 'transform.c')).toBe(
      '101 rows in and none out',
    );
  });

  it('marks a node that left far less than it usually does', () => {
    const result = flow(
      { 'source.a': 100, 'source.b': 20, 'transform.c': 30 },
      { 'transform.c': [30, 90, 80, 100] },
    );
    expect(dropOf(result, 'transform.c')).toBe('30 rows, usually 90');
  });

  it('does not mark one whose input dropped as much: that one is marked', () => {
    const result = flow(
      { 'source.a': 10, 'source.b': 20, 'transform.c': 9 },
      { 'source.a': [10, 100], 'transform.c': [9, 90, 80] },
    );
    expect(dropOf(result, 'transform.c')).toBeNull();
    expect(dropOf(result, 'source.a')).toBe('10 rows, usually 100');
  });

  it('says nothing of the rows of a rule, which are those it looked at', () => {
    expect(dropOf(flow({ 'transform.c': 10, 'rule.d': 0 }), 'rule.d')).toBeNull();
  });
});
