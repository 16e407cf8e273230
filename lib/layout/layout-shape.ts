import { at } from './at';
import type { Digraph } from './digraph';
import type { Drawing, ShapeOptions } from './drawing';
import { drawComponent } from './draw-component';
import { keepComponents } from './keep-components';
import { packComponents } from './pack-components';
import { splitComponents } from './split-components';

/** Draws a graph in layers from left to right, its components side by side. The same input gives the same drawing. */
export function layoutShape(shape: Digraph, options: ShapeOptions): Drawing {
  const x = new Float64Array(shape.size);
  const y = new Float64Array(shape.size);
  const routes = Array.from({ length: shape.tails.length }, (): Float64Array => noBends);
  const components = splitComponents(shape);
  const drawings = components.map((component) => drawComponent(component, options));
  const gap = { width: options.spacing.layer, height: 2 * options.spacing.card };
  const corners =
    options.before === null
      ? packComponents(drawings, gap)
      : keepComponents(
          drawings,
          components.map(({ members }) => members),
          options.before,
          gap,
        );
  let [left, top, right, bottom] = [0, 0, 0, 0];
  drawings.forEach((drawing, index) => {
    const corner = corners[index] ?? { x: 0, y: 0 };
    const component = components[index];
    if (component === undefined) return;
    component.members.forEach((vertex, place) => {
      x[vertex] = at(drawing.x, place) + corner.x;
      y[vertex] = at(drawing.y, place) + corner.y;
    });
    drawing.routes.forEach((bends, place) => {
      if (bends.length === 0) return;
      for (let i = 0; i < bends.length; i += 2) {
        bends[i] = at(bends, i) + corner.x;
        bends[i + 1] = at(bends, i + 1) + corner.y;
      }
      routes[at(component.arcs, place)] = bends;
    });
    left = index === 0 ? corner.x : Math.min(left, corner.x);
    top = index === 0 ? corner.y : Math.min(top, corner.y);
    right = Math.max(index === 0 ? -Infinity : right, corner.x + drawing.width);
    bottom = Math.max(index === 0 ? -Infinity : bottom, corner.y + drawing.height);
  });
  return { x, y, routes, bounds: { x: left, y: top, width: right - left, height: bottom - top } };
}

const noBends = new Float64Array(0);
