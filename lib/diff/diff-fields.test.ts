import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffFields, sameJson } from './diff-fields';
import type { JsonObject } from '../util/json';

it('names a changed field by its path, with both values', () => {
  expect(
    diffFields(
      {
        params: { min_amount: 5, header: true },
        inputs: [{ ref: 'source.a' }, { ref: 'source.b' }],
      },
      {
        params: { min_amount: 10, header: true },
        inputs: [{ ref: 'source.a' }, { ref: 'source.c' }],
      },
    ),
  ).toEqual([
    { path: 'params.min_amount', before: 5, after: 10 },
    { path: 'inputs[1].ref', before: 'source.b', after: 'source.c' },
  ]);
});

it('treats a list of plain values as one field', () => {
  expect(diffFields({ columns: ['a', 'b'] }, { columns: ['a', 'c'] })).toEqual([
    { path: 'columns', before: ['a', 'b'], after: ['a', 'c'] },
  ]);
});

it('tells added and removed fields from empty ones', () => {
  expect(diffFields({ a: null }, { b: null })).toEqual([
    { path: 'b', before: undefined, after: null },
    { path: 'a', before: null, after: undefined },
  ]);
});

it('enters a list of mappings that grew, and tells what came as a whole', () => {
  expect(
    diffFields({ rule: [{ type: 'null' }] }, { rule: [{ type: 'null' }, { type: 'range' }] }),
  ).toEqual([{ path: 'rule[1]', before: undefined, after: { type: 'range' } }]);
});

it('treats a mapping that became a list as one field', () => {
  expect(diffFields({ inputs: { u: 'source.u' } }, { inputs: [{ ref: 'source.u' }] })).toEqual([
    { path: 'inputs', before: { u: 'source.u' }, after: [{ ref: 'source.u' }] },
  ]);
});

it('does not see the order of keys, but that of lists', () => {
  expect(diffFields({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual([]);
  expect(diffFields({ tags: ['a', 'b'] }, { tags: ['b', 'a'] })).toHaveLength(1);
});

it.each(['constructor', 'toString', '__proto__'])('tells a column called %s from none', (name) => {
  const none = { columns: {} };
  const one = JSON.parse(`{"columns": {"${name}": {}}}`) as JsonObject;
  const path = `columns.${name}`;
  expect(diffFields(none, one)).toEqual([{ path, before: undefined, after: {} }]);
  expect(diffFields(one, none)).toEqual([{ path, before: {}, after: undefined }]);
});

const documents = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => value as JsonObject);

it('finds nothing between a document and itself, and something between any two that differ', () => {
  fc.assert(
    fc.property(documents, documents, (a, b) => {
      expect(diffFields(a, structuredClone(a))).toEqual([]);
      expect(diffFields(a, b).length === 0).toBe(sameJson(a, b));
    }),
  );
});

it('is mirrored when the documents change places', () => {
  fc.assert(
    fc.property(documents, documents, (a, b) => {
      const there = diffFields(a, b).map(({ path, before, after }) => ({ path, before, after }));
      const back = diffFields(b, a).map(({ path, before, after }) => ({
        path,
        before: after,
        after: before,
      }));
      expect(new Set(back.map((change) => JSON.stringify(change)))).toEqual(
        new Set(there.map((change) => JSON.stringify(change))),
      );
    }),
  );
});
