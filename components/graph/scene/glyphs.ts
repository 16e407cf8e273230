import type { LucideIcon } from 'lucide-react';
import { freshnessStates } from '../../ui/freshness-states';
import { runStates } from '../../ui/run-states';

/**
 * The icons of states as single strokes on a field of 24 by 24, for canvas and export, where no component can be drawn.
 * They follow the shapes of the icons on the cards.
 */
const paths = new Map<LucideIcon, string>([
  [runStates.pending.icon, 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18'],
  [runStates.queued.icon, 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3 2'],
  [runStates.running.icon, 'M21 12a9 9 0 1 1-6-8.5'],
  [runStates.success.icon, 'M4 12l6 6L20 6'],
  [runStates.failed.icon, 'M6 6l12 12M18 6L6 18'],
  [runStates.cached.icon, 'M13 3L4 14h7l-1 7l9-11h-7z'],
  [runStates.skipped.icon, 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M5.6 5.6l12.8 12.8'],
  [runStates.blocked.icon, 'M12 3v6M12 15v6M4 20L20 4'],
  [runStates.stopped.icon, 'M8 3h8l5 5v8l-5 5H8l-5-5V8z'],
  [freshnessStates.new.icon, 'M12 4v16M4 12h16'],
  [freshnessStates.changed.icon, 'M4 20l1-5L16 4l4 4L9 19zM13 20h7'],
  [freshnessStates.stale.icon, 'M12 20V4M5 11l7-7l7 7'],
  [freshnessStates.failed.icon, 'M12 4L2.5 20h19zM12 10v4M12 17v.5'],
  [freshnessStates.missing.icon, 'M6 3h8l5 5v13H6zM9.5 12l5 5M14.5 12l-5 5'],
  [freshnessStates.always.icon, 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5'],
  [freshnessStates.broken.icon, 'M6 3h8l5 5v13H6zM12 11v4M12 17.5v.5'],
  [freshnessStates.removed.icon, 'M4 12h16'],
  [freshnessStates.planned.icon, 'M7 4l13 8l-13 8z'],
]);

/** SVG path data; a circle for an icon that nobody drew. */
export function glyphOf(icon: LucideIcon): string {
  return paths.get(icon) ?? 'M12 5a7 7 0 1 0 0 14a7 7 0 0 0 0-14';
}

const shapes = new Map<LucideIcon, Path2D>();

/** The same as a path for a canvas. */
export function glyphPath(icon: LucideIcon): Path2D {
  let shape = shapes.get(icon);
  if (shape === undefined) {
    shape = new Path2D(glyphOf(icon));
    shapes.set(icon, shape);
  }
  return shape;
}
