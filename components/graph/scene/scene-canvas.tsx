'use client';

import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PathHighlight } from '../path-highlight';
import { coloursOf, type Colours } from './colours';
import type { ItemState } from './item-states';
import { PaintLayer, type View } from './paint-layer';
import { paintCritical } from './paint-critical';
import { paintPath, paintScene, type SceneLook } from './paint-scene';
import type { RowLabel } from './row-labels';
import type { Scene } from './scene';

interface SceneCanvasProps {
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  readonly names: readonly string[];
  readonly rows: ReadonlyMap<number, RowLabel>;
  /** Of the plan that is shown, as items from first to last; empty for none. */
  readonly critical: readonly string[];
  readonly highlight: PathHighlight;
  /** The graph is on the canvas for the first time. */
  readonly onPainted: () => void;
}

/** States change at every event of a run; the picture as a whole need not be painted more often than this. */
const leastPauseMs = 120;

/** Frames, wires and far cards, painted behind the cards that are elements. */
export function SceneCanvas(props: SceneCanvasProps) {
  const { scene, states, names, rows, critical, highlight } = props;
  const store = useStoreApi();
  // React Flow makes the place for it later than the rest.
  const [parent, setParent] = useState<HTMLDivElement | null>(null);
  const look = useRef<(Omit<SceneLook, 'colours'> & Pick<SceneCanvasProps, 'critical'>) | null>(
    null,
  );
  const repaint = useRef<(() => void) | null>(null);

  const onPainted = useEffectEvent(() => props.onPainted());

  // Before the layers, which paint it.
  useEffect(() => {
    look.current = { scene, states, names, rows, critical };
    repaint.current?.();
  }, [scene, states, names, rows, critical]);

  useEffect(() => {
    if (parent === null) return;
    // Asked for when something is painted: the browser has to work out the look of the whole page for it.
    let known: Colours | null = null;
    const lookNow = (): SceneLook | null =>
      look.current === null ? null : { ...look.current, colours: (known ??= coloursOf(parent)) };
    const base = new PaintLayer(
      parent,
      function* paint(...where) {
        const now = lookNow();
        if (now !== null) yield* steps(paintScene(now)(...where));
      },
      () => {
        if (look.current !== null) onPainted();
      },
    );
    const path = new PaintLayer(parent, function* paint(...where) {
      const now = lookNow();
      if (now === null) return;
      yield* steps(paintCritical(now, look.current?.critical ?? [])(...where));
      if (highlight.state === 'none') return;
      const { selected } = highlight;
      const isLit = (id: string): boolean => highlight.isLit(id);
      const isWireLit = (from: string, to: string): boolean => highlight.isWireLit(from, to);
      yield* steps(paintPath(now, { isLit, isWireLit, selected })(...where));
    });
    const follow = (): void => {
      const view = viewOf(store.getState());
      base.moveTo(view);
      path.moveTo(view);
    };
    const repaintPath = (): void => {
      const isEmpty = highlight.state === 'none' && (look.current?.critical.length ?? 0) === 0;
      if (isEmpty) path.empty();
      else path.repaint();
    };
    const onHighlight = (): void => {
      base.fade(highlight.state === 'lit_alone');
      repaintPath();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let paintedAt = -Infinity;
    repaint.current = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          paintedAt = performance.now();
          base.repaint();
          repaintPath();
        },
        Math.max(0, paintedAt + leastPauseMs - performance.now()),
      );
    };
    // Fonts that come late would leave the first names in another one.
    if (document.fonts.status !== 'loaded') {
      void document.fonts.ready.then(() => repaint.current?.());
    }
    repaintPath();
    follow();
    // The theme is told to React before the page has its class: the class says when its colours are there.
    const theme = new MutationObserver(() => {
      known = null;
      repaint.current?.();
    });
    theme.observe(document.documentElement, { attributeFilter: ['class'] });
    const stopFollowing = store.subscribe(follow);
    const stopListening = highlight.subscribe(onHighlight);
    return () => {
      stopFollowing();
      stopListening();
      theme.disconnect();
      clearTimeout(timer);
      repaint.current = null;
      base.dispose();
      path.dispose();
    };
  }, [store, highlight, parent]);

  return (
    <ViewportPortal>
      <div
        ref={setParent}
        className="pointer-events-none absolute top-0 left-0 -z-10"
        aria-hidden
      />
    </ViewportPortal>
  );
}

function viewOf({
  transform: [x, y, zoom],
  width,
  height,
}: {
  transform: [number, number, number];
  width: number;
  height: number;
}): View {
  return { x, y, zoom, width, height };
}

function steps(iterator: Iterator<void>): Iterable<void> {
  return { [Symbol.iterator]: () => iterator };
}
