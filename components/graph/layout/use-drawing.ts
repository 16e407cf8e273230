'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { layoutCanvas, type CanvasDrawing } from '@/lib/layout/layout-canvas';
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
  const [drawn, setDrawn] = useState<DrawnPicture | null>(() => drawSmall(picture, null));
  const [fresh, setFresh] = useState(0);

  // A small picture is there in the same frame in which it is asked for.
  if (drawn?.picture.key !== picture.key) {
    const small = drawSmall(picture, drawn);
    if (small !== null) setDrawn(small);
  }

  const draw = useEffectEvent((isFresh: boolean): (() => void) => {
    if (!isFresh && drawn?.picture.key === picture.key && !drawn.isDraft) {
      void cache.keep(knownDrawing(drawn.picture, drawn.drawing));
      return () => undefined;
    }
    let cancel = (): void => undefined;
    let isOver = false;
    const show = (drawing: CanvasDrawing, isLast: boolean): void => {
      if (isOver) return;
      setDrawn({ picture, drawing, isDraft: !isLast });
      if (isLast) void cache.keep(knownDrawing(picture, drawing));
    };
    const start = (before: KnownDrawing | null): void => {
      if (isOver) return;
      if (before?.key === picture.key && !isFresh) show(before.drawing, true);
      else cancel = layoutEngine().draw(layoutRequest(picture, isFresh ? null : before), show);
    };
    const shown = drawn === null ? null : knownDrawing(drawn.picture, drawn.drawing);
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

function drawSmall(picture: Picture, before: DrawnPicture | null): DrawnPicture | null {
  if (picture.items.length > fewCards || picture.wires.length > 3 * fewCards) return null;
  const known = before === null ? null : knownDrawing(before.picture, before.drawing);
  const request = layoutRequest(picture, known);
  const effort = request.before === null ? 'refined' : 'quick';
  return { picture, drawing: layoutCanvas(request, effort), isDraft: false };
}
