import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitColumns, gridTracks, type FittingColumn } from './fit-columns';

const columns = [
  { id: 'state', width: 8, grow: 0, rank: 0 },
  { id: 'name', width: 10, grow: 2, rank: 0 },
  { id: 'reason', width: 7, grow: 1, rank: 2 },
  { id: 'kind', width: 6, grow: 0, rank: 3 },
  { id: 'duration', width: 5, grow: 0, rank: 1 },
] satisfies FittingColumn[];

const idsIn = (room: number): string[] => fitColumns(columns, room).map(({ id }) => id);

describe('fitColumns', () => {
  it('keeps all where all have room, to the gap between them', () => {
    expect(idsIn(39)).toEqual(['state', 'name', 'reason', 'kind', 'duration']);
    expect(idsIn(38.9)).toEqual(['state', 'name', 'reason', 'duration']);
  });

  it('lets go of the least important first, and of a small one before a more important wide one', () => {
    expect(idsIn(32)).toEqual(['state', 'name', 'duration']);
    expect(idsIn(24)).toEqual(['state', 'name']);
  });

  it('keeps what always stays in any room', () => {
    expect(idsIn(1)).toEqual(['state', 'name']);
  });

  it('never takes more room than there is, and less room never shows more', () => {
    const column = fc.record({
      id: fc.uuid(),
      width: fc.integer({ min: 1, max: 12 }),
      grow: fc.nat(2),
      rank: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(column), fc.nat(80), fc.nat(80), (some, a, b) => {
        const [less, more] = [fitColumns(some, Math.min(a, b)), fitColumns(some, Math.max(a, b))];
        const taken = less.reduce((sum, { width }) => sum + width, (less.length - 1) * 0.75);
        expect(less.length === 0 || taken <= Math.min(a, b)).toBe(true);
        expect(more).toEqual(expect.arrayContaining(less));
      }),
    );
  });
});

it('shortens the name rather than the table', () => {
  expect(gridTracks(columns.slice(0, 3))).toBe('8rem minmax(0, 2fr) minmax(7rem, 1fr)');
});
