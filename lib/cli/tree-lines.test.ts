import { expect, it } from 'vitest';
import { treeLines } from './tree-lines';

function draw(children: Readonly<Record<string, readonly string[]>>): string {
  return treeLines(
    'a',
    (id: string) => children[id] ?? [],
    (id) => id,
  ).join('\n');
}

it('draws the branches below each other', () => {
  expect(draw({ a: ['b', 'c'], b: ['d', 'e'], c: ['f'] })).toBe(`a
├── b
│   ├── d
│   └── e
└── c
    └── f`);
});

it('shows a node with several parents once', () => {
  expect(draw({ a: ['b', 'c'], b: ['d'], c: ['d'] })).toBe(`a
├── b
│   └── d
└── c`);
});

it('ends on a cycle and does not overflow on a long chain', () => {
  expect(draw({ a: ['b'], b: ['a'] })).toBe('a\n└── b');
  const lines = treeLines(
    0,
    (id) => (id < 5000 ? [id + 1] : []),
    (id) => String(id),
  );
  expect(lines).toHaveLength(5001);
});
