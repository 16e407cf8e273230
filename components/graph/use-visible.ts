'use client';

import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Box } from '@/lib/layout/geometry';
import { detailLevelOf, type DetailLevel } from './detail-level';
import type { Scene } from './scene/scene';

/** More cards than this are painted and no elements: moving over them stays smooth. */
const mostElements = 200;
/** The view is told apart by steps of this share of it; so far beyond its edges cards are drawn too. */
const step = 0.25;
/** Zooms within this ratio count as the same. */
const zoomStep = 1.2;

interface Visible {
  readonly level: DetailLevel;
  /** Cards that are elements of the page, by their number; the others are painted. */
  readonly cards: readonly number[];
  /** What the cards were chosen for. */
  readonly region: Box;
}

/** Which cards are elements now. Changes only every quarter of a screen, not with each movement. */
export function useVisible(scene: Scene): Visible {
  const place = useStore(({ transform: [x, y, zoom], width, height }) => {
    const bucket = Math.floor(Math.log(zoom) / Math.log(zoomStep));
    const column = Math.floor(-x / zoom / stepOf(width, bucket));
    const row = Math.floor(-y / zoom / stepOf(height, bucket));
    return `${detailLevelOf(zoom)} ${bucket} ${column} ${row} ${width} ${height}`;
  });
  return useMemo(() => visibleAt(scene, place), [scene, place]);
}

/** In the graph's pixels. */
function stepOf(length: number, bucket: number): number {
  return Math.max(1, (length * step) / zoomStep ** bucket);
}

function visibleAt(scene: Scene, place: string): Visible {
  const [levelText = '', ...numbers] = place.split(' ');
  const level = levelText as DetailLevel;
  const [bucket = 0, column = 0, row = 0, width = 0, height = 0] = numbers.map(Number);
  const [across, down] = [stepOf(width, bucket), stepOf(height, bucket)];
  const region = {
    x: (column - 1) * across,
    y: (row - 1) * down,
    width: across * (1 / step + 3),
    height: down * (1 / step + 3),
  };
  if (level === 'block') return { level, cards: [], region };
  const cards = scene.cardsIn(region);
  const isMany = level === 'name' && cards.length > mostElements;
  return { level, cards: isMany ? [] : cards, region };
}
