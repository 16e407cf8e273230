import { expect, it } from 'vitest';
import { noProfiles } from '../connections/profiles';
import { projectPaths } from '../files/project-paths';
import { noCommonValues } from '../templates/common-values';
import { outsideChecker } from './check-outside';
import type { NodeFile, ReadNode } from './node-file';
import { outsideCheck, type Outside } from './outside-check';

const outside: Outside = {
  paths: projectPaths('/nowhere'),
  settings: { name: 'shop', pools: new Map(), memoryLimitBytes: null, stateUrl: null },
  profiles: noProfiles,
  common: noCommonValues,
};

function fileOf(name: string, more: Partial<ReadNode>): NodeFile {
  const node: ReadNode = {
    id: `transform.${name}`,
    kind: 'transform',
    name,
    config: {},
    refs: [],
    dataFiles: [],
    templates: [],
    nameAt: { line: 1, column: 1 },
    hashes: null,
    ...more,
  };
  const path = `seeknal/${name}.yml`;
  return { path, sizeBytes: 1, modifiedMs: 1, changedMs: 1, nodes: [node], diagnostics: [] };
}

it('shows a check the nodes that have what it has said it looks at, and no others', () => {
  const shown: string[] = [];
  const look = outsideChecker([
    outsideCheck({
      parts: ['dataFiles'],
      fields: ['colour'],
      find: (nodes) => {
        shown.push(
          ...nodes.map(({ path, node }) => `${path}: ${JSON.stringify(node.config.colour)}`),
        );
        return [];
      },
    }),
  ]);
  const files = [
    fileOf('plain', { config: { tags: ['red'] } }),
    fileOf('red', { config: { colour: 'red' } }),
    fileOf('empty', { config: { colour: null } }),
    fileOf('reads', { dataFiles: [{ path: 'a.csv', at: { line: 1, column: 1 } }] }),
  ];
  look(files, outside);
  const expected = [
    'seeknal/red.yml: "red"',
    'seeknal/empty.yml: null',
    'seeknal/reads.yml: undefined',
  ];
  expect(shown).toEqual(expected);
  // Again, with what was worked out about the files.
  look(files, outside);
  expect(shown).toEqual([...expected, ...expected]);
});

it('knows nothing of a field or a part that a check has not named', () => {
  outsideCheck({
    parts: ['templates'],
    fields: ['pool'],
    find: (nodes) => {
      for (const { node } of nodes) {
        expect(node.config.pool).toBeDefined();
        expect(node.templates).toEqual([]);
        // @ts-expect-error -- this line is the test: it must not compile
        expect(node.config.weight).toBeUndefined();
        // @ts-expect-error -- as above
        expect(node.dataFiles).toEqual([]);
      }
      return [];
    },
  }).find(
    [{ path: 'seeknal/a.yml', node: fileOf('a', { config: { pool: 'p' } }).nodes[0]! }],
    outside,
  );
});
