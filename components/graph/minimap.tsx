'use client';

import { Panel, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useTheme } from 'next-themes';
import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { at } from '@/lib/layout/at';
import { areaColour } from '../ui/state-look';
import { cardSize } from './card-size';
import { coloursOf } from './scene/colours';
import type { ItemState } from './scene/item-states';
import type { Scene } from './scene/scene';

/** Pixels of the screen. */
const size = { width: 168, height: 108 };
const padding = 8;

/** The whole graph in small, in the colours of its states; click and drag to go somewhere. */
export function Minimap({
  scene,
  states,
}: {
  readonly scene: Scene;
  readonly states: readonly ItemState[];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useReactFlow();
  const store = useStoreApi();
  const { resolvedTheme } = useTheme();
  const { scale, left, top } = useMemo(() => placeIn(scene), [scene]);

  useEffect(() => {
    // After the frame in which the graph itself is painted.
    const timer = setTimeout(() => {
      const context = canvas.current?.getContext('2d');
      if (canvas.current === null || context == null) return;
      const colours = coloursOf(canvas.current);
      const ratio = window.devicePixelRatio;
      canvas.current.width = size.width * ratio;
      canvas.current.height = size.height * ratio;
      context.scale(ratio, ratio);
      const { x, y } = scene.drawn.drawing;
      const width = Math.max(1.5, cardSize.width * scale);
      const height = Math.max(1.5, cardSize.height * scale);
      states.forEach((state, index) => {
        context.globalAlpha = state.dimmed ? 0.2 : 1;
        context.fillStyle = colours.of(areaColour(state.look));
        context.fillRect(at(x, index) * scale + left, at(y, index) * scale + top, width, height);
      });
    }, 150);
    return () => clearTimeout(timer);
  }, [scene, states, scale, left, top, resolvedTheme]);

  const goTo = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const { transform, width, height } = store.getState();
    const zoom = transform[2];
    const x = (event.clientX - box.left - left) / scale;
    const y = (event.clientY - box.top - top) / scale;
    void flow.setViewport({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom });
  };
  return (
    <Panel position="bottom-right" className="!m-3 max-md:!hidden">
      <div
        role="img"
        aria-label="Map of the graph"
        className="nopan nowheel relative cursor-crosshair touch-none overflow-hidden rounded-lg border border-line bg-surface shadow-card"
        style={size}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) goTo(event);
        }}
      >
        <canvas ref={canvas} className="size-full" />
        <ViewFrame scale={scale} left={left} top={top} />
      </div>
    </Panel>
  );
}

/** The part of the graph that is in view. */
function ViewFrame({
  scale,
  left,
  top,
}: {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute rounded-[3px] border-[1.5px] border-ink/70 shadow-[0_0_0_400px_color-mix(in_srgb,var(--canvas)_62%,transparent)]"
      style={{
        left: (-x / zoom) * scale + left,
        top: (-y / zoom) * scale + top,
        width: Math.max(3, (width / zoom) * scale),
        height: Math.max(3, (height / zoom) * scale),
      }}
    />
  );
}

function placeIn({ bounds }: Scene): { scale: number; left: number; top: number } {
  const scale = Math.min(
    (size.width - 2 * padding) / Math.max(1, bounds.width),
    (size.height - 2 * padding) / Math.max(1, bounds.height),
  );
  return {
    scale,
    left: size.width / 2 - (bounds.x + bounds.width / 2) * scale,
    top: size.height / 2 - (bounds.y + bounds.height / 2) * scale,
  };
}
