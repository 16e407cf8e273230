import type { SceneLook } from './paint-scene';
import type { Paint } from './paint-layer';
import { traceWire } from './trace-wire';

/** The critical path of a plan: its wires as a band behind all others; wherever its nodes stand in closed groups, between these. */
export function paintCritical({ scene, colours }: SceneLook, path: readonly string[]): Paint {
  return function* paint(context, region, zoom) {
    const { wires, direction, indexOf } = scene.drawn.picture;
    const next = new Map<number, number>();
    path.forEach((id, place) => {
      const [from, to] = [indexOf.get(id), indexOf.get(path[place + 1] ?? '')];
      if (from !== undefined && to !== undefined) next.set(from, to);
    });
    if (next.size === 0) return;
    context.strokeStyle = colours.of('--run-running');
    context.globalAlpha = 0.4;
    context.lineCap = 'round';
    context.lineWidth = Math.max(7, 4 / zoom);
    context.beginPath();
    for (let wire = 0; wire < wires.length; wire += 1) {
      const ends = wires[wire];
      const points = scene.paths[wire];
      if (ends === undefined || points === undefined || next.get(ends.from) !== ends.to) continue;
      if (scene.isWireIn(wire, region)) traceWire(context, points, direction, true);
    }
    context.stroke();
    context.globalAlpha = 1;
    context.lineCap = 'butt';
    yield;
  };
}
