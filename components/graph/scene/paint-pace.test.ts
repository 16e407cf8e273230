import { expect, it } from 'vitest';
import { PaintPace } from './paint-pace';

function slices(pace: PaintPace, frames: number, gapMs: number, from = 0): number[] {
  return Array.from({ length: frames }, (_, frame) => pace.slice(from + frame * gapMs));
}

it('paints more at once as long as frames come in time', () => {
  const found = slices(new PaintPace(), 12, 16.7);
  expect(found.at(-1)).toBe(7);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

it('paints less after each late frame, but goes on', () => {
  const found = slices(new PaintPace(), 12, 60);
  expect(found[0]).toBe(2);
  expect(found[1]).toBe(1);
  expect(found.at(-1)).toBe(0.5);
});

it('takes a pause between two paintings for no late frame', () => {
  const pace = new PaintPace();
  const [first] = slices(pace, 1, 0);
  pace.rest();
  expect(pace.slice(100)).toBe(first);
});
