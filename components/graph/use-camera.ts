'use client';

import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Box, Size } from '@/lib/layout/geometry';
import { cardSize } from './card-size';
import type { Overlays } from './fit-clear';
import { fitScene } from './fit-scene';
import { fitBox, noInsets, type Insets } from './fit-view';
import type { Scene } from './scene/scene';

export interface Camera {
  readonly size: () => Size;
  /** Shows all of the graph. */
  readonly fit: () => void;
  /** Shows these, as near as they can be read; nothing when there are none. */
  readonly fitTo: (ids: readonly string[]) => void;
  /** Brings one into view and leaves the view alone when it already is. Never zooms out. */
  readonly show: (id: string, place: HTMLElement | null) => void;
  /** The view is the person's from now on. */
  readonly take: () => void;
  /** This one stays where it is on the screen when the next drawing comes. */
  readonly hold: (id: string) => void;
}

/**
 * Moves the view. Until the person moves it, it shows the whole graph, also when the canvas or the drawing changes; from
 * then on a new drawing never moves what they look at.
 */
export function useCamera(
  scene: Scene,
  overlays: Overlays,
  /** They have moved it before the canvas was there. */
  isMoved: boolean,
): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isTheirs = useRef(isMoved);
  const held = useRef<string | null>(null);
  const lastScene = useRef(scene);

  const refit = useEffectEvent(() => {
    if (!isTheirs.current) void flow.setViewport(fitScene(scene, store.getState(), overlays));
  });
  useEffect(() => {
    if (width > 0 && height > 0) refit();
  }, [width, height]);

  const follow = useEffectEvent(() => {
    const shown = lastScene.current;
    if (scene === shown) return;
    lastScene.current = scene;
    const before = shown.drawn.picture;
    const isOther = before.mode !== scene.drawn.picture.mode && held.current === null;
    if (!isTheirs.current || isOther) {
      isTheirs.current = false;
      refit();
      return;
    }
    const { transform, width: across, height: down } = store.getState();
    const [x, y, zoom] = transform;
    const middle = { x: (across / 2 - x) / zoom, y: (down / 2 - y) / zoom };
    const anchor = anchorOf(shown, scene, held.current, middle);
    held.current = null;
    if (anchor === null) return;
    void flow.setViewport({ x: x - anchor.x * zoom, y: y - anchor.y * zoom, zoom });
  });
  useEffect(() => follow(), [scene]);

  return {
    size: () => store.getState(),
    fit: () => {
      isTheirs.current = false;
      void flow.setViewport(fitScene(scene, store.getState(), overlays), {
        duration: duration(220),
      });
    },
    fitTo: (ids) => {
      const box = boxAround(scene, ids);
      if (box === null) return;
      isTheirs.current = true;
      const insets = coveredBy(store.getState().domNode);
      void flow.setViewport(fitBox(box, store.getState(), insets), { duration: duration(220) });
    },
    show: (id, place) => {
      const point = scene.placeOf(id);
      if (point === null) return;
      isTheirs.current = true;
      const { width: across, height: down, transform } = store.getState();
      const [x, y, zoom] = transform;
      const insets = coveredBy(place);
      const margin = 16;
      const left = point.x * zoom + x;
      const top = point.y * zoom + y;
      const isIn =
        left >= margin &&
        top >= margin &&
        left + cardSize.width * zoom <= across - insets.right - margin &&
        top + cardSize.height * zoom <= down - insets.bottom - margin;
      if (isIn && zoom >= 0.3) return;
      const next = Math.max(zoom, 0.8);
      void flow.setViewport(
        {
          x: (across - insets.right) / 2 - (point.x + cardSize.width / 2) * next,
          y: (down - insets.bottom) / 2 - (point.y + cardSize.height / 2) * next,
          zoom: next,
        },
        { duration: duration(220) },
      );
    },
    take: () => {
      isTheirs.current = true;
    },
    hold: (id) => {
      isTheirs.current = true;
      held.current = id;
    },
  };
}

/** How far something that is in both drawings has moved: the one that is held, else the one nearest to the middle. */
function anchorOf(
  before: Scene,
  after: Scene,
  held: string | null,
  middle: { x: number; y: number },
): { x: number; y: number } | null {
  let best: { x: number; y: number } | null = null;
  let bestDistance = Infinity;
  for (const [id, index] of before.drawn.picture.indexOf) {
    const to = after.placeOf(id) ?? (id === held ? framePlace(after, id) : null);
    if (to === null) continue;
    const from = before.positionOf(index);
    const distance = id === held ? -1 : Math.abs(from.x - middle.x) + Math.abs(from.y - middle.y);
    if (distance >= bestDistance) continue;
    best = { x: to.x - from.x, y: to.y - from.y };
    bestDistance = distance;
  }
  return best;
}

/** A group that was opened is a frame now. */
function framePlace({ drawn }: Scene, id: string): Box | null {
  const index = drawn.picture.frames.findIndex((frame) => `group:${frame.key}` === id);
  return drawn.drawing.frames[index] ?? null;
}

function boxAround(scene: Scene, ids: readonly string[]): Box | null {
  const points = ids.flatMap((id) => scene.placeOf(id) ?? []);
  if (points.length === 0) return null;
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  return {
    x: left,
    y: top,
    width: Math.max(...points.map(({ x }) => x)) + cardSize.width - left,
    height: Math.max(...points.map(({ y }) => y)) + cardSize.height - top,
  };
}

/** How much of the canvas the panel of a node lies over: on a narrow screen its lower part. */
function coveredBy(place: HTMLElement | null): Insets {
  const canvas = place?.getBoundingClientRect();
  const panel = document.querySelector('[aria-label^="Node "][role="complementary"], aside');
  const cover = panel?.getBoundingClientRect();
  if (canvas === undefined || cover === undefined || cover.width === 0) return noInsets;
  const isOver = cover.left < canvas.right && cover.top < canvas.bottom;
  if (!isOver || cover.top <= canvas.top) return noInsets;
  return { ...noInsets, bottom: Math.max(0, canvas.bottom - cover.top) };
}

/** No flight for who asks for a calm screen. */
export function duration(ms: number): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms;
}
