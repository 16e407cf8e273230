import { expect, it } from 'vitest';
import { packFirstDrawing, unpackFirstDrawing, type FirstDrawing } from './first-drawing';

const drawing: FirstDrawing = {
  key: '["LR",null,null,{"id":"source.</script>"}]2-1-x',
  isDraft: true,
  drawing: {
    x: Float64Array.of(0, 324.5),
    y: Float64Array.of(41, 0),
    bounds: { x: 0, y: 0, width: 568.5, height: 123 },
    frames: [{ x: 1, y: 2, width: 3, height: 4 }],
    routes: [new Float64Array(0), Float64Array.of(300, 20, 310.25, 30)],
  },
};

it('brings a drawing through the page as it was', () => {
  expect(unpackFirstDrawing(packFirstDrawing(drawing))).toEqual(drawing);
});

it('never ends the element that it stands in', () => {
  expect(packFirstDrawing(drawing)).not.toContain('<');
});
