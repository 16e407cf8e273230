'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Size } from '@/lib/layout/geometry';
import { countOf } from '../ui/format-count';
import { Late } from '../ui/late';
import { FirstPicture } from './first-picture/first-picture';
import { readFirstClick, readFirstView } from './first-picture/first-view';
import { fitScene } from './fit-scene';
import { FlowView } from './flow-view';
import type { FlowViewProps } from './flow-view-props';
import { layoutEngine, useDrawing } from './layout/use-drawing';
import { pictureOf } from './picture/picture-of';
import { Scene } from './scene/scene';
import { useMapShown } from './use-map-shown';
import { usePictureUrl } from './use-picture-url';

interface CanvasProps extends Omit<
  FlowViewProps,
  'scene' | 'url' | 'onTidyUp' | 'initialView' | 'isMoved' | 'isPainted' | 'onPainted'
> {
  /** Lets the server draw the graph into the page that it sends: the nonce of its security policy. Absent: it does not. */
  readonly nonce?: string | null;
}

/**
 * The place of the graph. Its size and the drawing are known before the canvas is made, so that its first picture is already
 * the whole graph at its zoom; until then the picture that the server has drawn stands there.
 */
export function Canvas({ nonce, ...props }: CanvasProps) {
  const { snapshot, topology } = props;
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [isPainted, setPainted] = useState(nonce === undefined);
  const url = usePictureUrl();
  const picture = useMemo(
    () => pictureOf({ snapshot, graph: topology.graph, wishes: url.wishes }),
    [snapshot, topology.graph, url.wishes],
  );
  const { drawn, tidyUp } = useDrawing(picture, snapshot.directory);
  const scene = useMemo(() => (drawn === null ? null : new Scene(drawn)), [drawn]);
  useEffect(() => {
    if (isPainted) layoutEngine().warmUp();
  }, [isPainted]);
  useEffect(() => {
    if (place.current === null) return;
    const { width, height } = place.current.getBoundingClientRect();
    // Making the canvas is the most work of all, and can be done in parts.
    startTransition(() => setSize({ width, height }));
  }, []);
  const isReady = scene !== null && size !== null;
  return (
    <div ref={place} className="relative h-full" data-graph-state={isReady ? 'drawn' : 'empty'}>
      {isReady ? (
        <ReactFlowProvider initialWidth={size.width} initialHeight={size.height}>
          <StartedView
            {...props}
            scene={scene}
            url={url}
            onTidyUp={tidyUp}
            size={size}
            isPainted={isPainted}
            onPainted={() => {
              if (isPainted) return;
              setPainted(true);
              const clicked = picture.items[readFirstClick() ?? -1];
              if (clicked?.type === 'node') props.onSelect([clicked.id]);
            }}
          />
        </ReactFlowProvider>
      ) : (
        <Late>
          <p role="status" className="grid h-full place-items-center text-ink-soft">
            Drawing {countOf(picture.items.length, 'node')}…
          </p>
        </Late>
      )}
      {!isPainted && (
        <FirstPicture
          picture={picture}
          snapshot={snapshot}
          matches={props.matches}
          hasFocus={url.wishes.focus !== null}
          nonce={nonce ?? null}
          isLeaving={isReady}
        />
      )}
    </div>
  );
}

/** Starts from where a person has moved the picture of the server, else with all of the graph. */
function StartedView({
  size,
  ...props
}: Omit<FlowViewProps, 'initialView' | 'isMoved'> & { readonly size: Size }) {
  const [moved] = useState(readFirstView);
  const [isMapShown] = useMapShown();
  const [whole] = useState(() =>
    fitScene(props.scene, size, {
      hasMap: isMapShown,
      hasFocus: props.url.wishes.focus !== null,
    }),
  );
  return <FlowView {...props} initialView={moved ?? whole} isMoved={moved !== null} />;
}
