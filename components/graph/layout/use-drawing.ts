'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { layoutCanvas, type CanvasDrawing } from '@/lib/layout/layout-canvas';
import { readFirstDrawing } from '../first-picture/first-drawing';
import type { Picture } from '../picture/build-picture';
import { LayoutCache } from './layout-cache';
import { fewCards, LayoutEngine } from './layout-engine';
import { knownDrawing, layoutRequest, type KnownDrawing } from './layout-request';

/** A picture with its places. */
export interface DrawnPicture {
  readonly picture: Picture;
  readonly drawing: CanvasDrawing;
  /** A better drawing of the same picture may follow. */
  readonly isDraft: boolean;
}

export interface Drawn {
  /** Null until the first drawing is there; then the newest one, while another is on its way. */
  readonly drawn: DrawnPicture | null;
  /** Draws the picture as if it had never been drawn before. */
  readonly tidyUp: () => void;
}

let engine: LayoutEngine | null = null;
/** One for the page: the canvas comes and goes, the worker stays. */
export function layoutEngine(): LayoutEngine {
  return (engine ??= new LayoutEngine());
}

/** Where everything in a picture goes. What the person has seen before stays where it was. */
export function useDrawing(picture: Picture, project: string): Drawn {
  const [cache] = useState(() => new LayoutCache(project));
  const [first] = useState(() => readFirstDrawing(picture.key));
  const [drawn, setDrawn] = useState<DrawnPicture | null>(() =>
    first === null
      ? drawSmall(picture, null)
      : { picture, drawing: first.drawing, isDraft: first.isDraft },
  );
  const [fresh, setFresh] = useState(0);

  // A small picture is there in the same frame in which it is asked for.
  if (drawn?.picture.key !== picture.key) {
    const small = drawSmall(picture, drawn);
    if (small !== null) setDrawn(small);
  }

  const draw = useEffectEvent((isFresh: boolean): (() => void) => {
    const isThere = !isFresh && drawn?.picture.key === picture.key;
    // The server knows nothing of what this browser has shown before.
    const isServed = isThere && drawn.drawing === first?.drawing;
    if (isThere && !drawn.isDraft && (!isServed || isSmall(picture))) {
      void cache.keep(knownDrawing(drawn.picture, drawn.drawing));
      return () => undefined;
    }
    let cancel = (): void => undefined;
    let isOver = false;
    const show = (drawing: CanvasDrawing, isLast: boolean): void => {
      if (isOver) return;
      if (!isServed || !hasSamePlaces(drawing, drawn.drawing)) {
        setDrawn({ picture, drawing, isDraft: !isLast });
      }
      if (isLast) void cache.keep(knownDrawing(picture, drawing));
    };
    const start = (before: KnownDrawing | null): void => {
      if (isOver) return;
      if (before?.key === picture.key && !isFresh) show(before.drawing, true);
      else if (isServed && before === null && !drawn.isDraft) show(drawn.drawing, true);
      else {
        const hasDraft = isServed && before === null;
        const request = layoutRequest(picture, isFresh ? null : before);
        cancel = layoutEngine().draw(request, hasDraft, show);
      }
    };
    const shown = drawn === null || isServed ? null : knownDrawing(drawn.picture, drawn.drawing);
    if (isFresh || shown?.mode === picture.mode) start(shown);
    else void cache.find(picture.key, picture.mode).then(start);
    return () => {
      isOver = true;
      cancel();
    };
  });
  useEffect(() => draw(false), [picture.key]);
  useEffect(() => (fresh > 0 ? draw(true) : undefined), [fresh]);

  return { drawn, tidyUp: () => setFresh(fresh + 1) };
}

function isSmall({ items, wires }: Picture): boolean {
  return items.length <= fewCards && wires.length <= 3 * fewCards;
}

function drawSmall(picture: Picture, before: DrawnPicture | null): DrawnPicture | null {
  // What the server draws is drawn elsewhere: see FirstPicture.
  if (typeof window === 'undefined' || !isSmall(picture)) return null;
  const known = before === null ? null : knownDrawing(before.picture, before.drawing);
  const request = layoutRequest(picture, known);
  const effort = request.before === null ? 'refined' : 'quick';
  return { picture, drawing: layoutCanvas(request, effort), isDraft: false };
}

function hasSamePlaces(a: CanvasDrawing, b: CanvasDrawing): boolean {
  return a.x.every((x, index) => x === b.x[index]) && a.y.every((y, index) => y === b.y[index]);
}
