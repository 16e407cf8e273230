'use client';

import { ReactFlow, useReactFlow, type NodeTypes } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import { useHotkeys } from '../ui/use-hotkeys';
import { CanvasControls } from './canvas-controls';
import { CanvasMenu } from './canvas-menu';
import { CardElements } from './card-elements';
import { cardSize } from './card-size';
import { Dots } from './dots';
import { leastZoom } from './fit-view';
import type { FlowViewProps } from './flow-view-props';
import { FrameTitle } from './frame-title';
import { GraphTools } from './graph-tools';
import { GroupCard } from './group-card';
import { Minimap } from './minimap';
import { NodeCard } from './node-card';
import { PathHighlight } from './path-highlight';
import { PathHighlightContext } from './path-highlight-context';
import { RubberBand } from './rubber-band';
import { itemStates } from './scene/item-states';
import type { Picture } from './picture/build-picture';
import { toggled, withPath, type Between } from './picture/selection-steps';
import { rowLabels } from './scene/row-labels';
import type { Scene } from './scene/scene';
import { SceneCanvas } from './scene/scene-canvas';
import { isArrowKey, stepFocus } from './step-focus';
import { useBringIntoView } from './use-bring-into-view';
import { useCamera } from './use-camera';
import { useMapShown } from './use-map-shown';
import { useRowsShown } from './use-rows-shown';
import { wirePaths } from './wire-paths';

const nodeTypes: NodeTypes = { card: NodeCard, closed: GroupCard, frame: FrameTitle };

const none: readonly NodeId[] = [];
const noDrops = {};

/** The graph itself: draws cards that are in view, paints the rest, and turns pointer and keys into a selection. */
export function FlowView(props: FlowViewProps) {
  const { snapshot, topology, view, matches, selected, traced, onSelect, scene, url } = props;
  const { critical = none, rowNotes } = props;
  const { picture } = scene.drawn;
  const { graph, order } = topology;
  const flow = useReactFlow();
  const [isMapShown, setMapShown] = useMapShown();
  const camera = useCamera(
    scene,
    { hasMap: isMapShown, hasFocus: url.wishes.focus !== null },
    props.isMoved,
  );
  const [highlight] = useState(() => new PathHighlight());
  const [focused, setFocused] = useState<string | null>(null);
  const wrapper = useRef<HTMLDivElement>(null);

  const nodeMap = useMemo(
    () => new Map(snapshot.nodes.map((node) => [node.id, node])),
    [snapshot.nodes],
  );
  const kinds = useMemo(
    () => new Map(snapshot.kinds.map((kind) => [kind.kind, kind])),
    [snapshot.kinds],
  );
  const paths = useMemo(() => {
    let made: ReturnType<typeof wirePaths> | null = null;
    return () =>
      (made ??= wirePaths(
        picture.items.map((item) => item.id),
        picture.wires,
        isClosedGroup(picture),
      ));
  }, [picture]);
  const states = useMemo(
    () => itemStates(scene.items, { nodes: nodeMap, view, matches }),
    [scene, nodeMap, view, matches],
  );
  const names = useMemo(
    () =>
      scene.items.map((item) =>
        item.type === 'group' ? item.group.label : (nodeMap.get(item.id)?.name ?? ''),
      ),
    [scene, nodeMap],
  );
  const [areRowsShown, setRowsShown] = useRowsShown();
  const rows = useMemo(
    () =>
      areRowsShown ? rowLabels(picture, { nodes: nodeMap, view, notes: rowNotes }) : new Map(),
    [areRowsShown, picture, nodeMap, view, rowNotes],
  );
  /** Where a node is shown: at its own card, or at that of its closed group. */
  const itemOf = (id: NodeId): string | null => {
    if (picture.indexOf.has(id)) return id;
    const group = picture.items.find(
      (item) => item.type === 'group' && item.group.members.includes(id),
    );
    return group?.id ?? null;
  };
  const criticalNodes = useMemo(() => new Set(critical), [critical]);
  const criticalKey = critical.flatMap((id) => itemOf(id) ?? []).join(' ');
  const criticalItems = useMemo(
    () => (criticalKey === '' ? [] : criticalKey.split(' ').filter(isNews)),
    [criticalKey],
  );
  const shownSelection = selected.flatMap((id) => itemOf(id) ?? []);
  const firstItem = order.find((id) => picture.indexOf.has(id)) ?? picture.items[0]?.id ?? null;
  const tabStop =
    (focused !== null && picture.indexOf.has(focused) ? focused : shownSelection.at(-1)) ??
    firstItem;

  useEffect(() => highlight.setPaths(paths), [highlight, paths]);
  const selectionKey = shownSelection.join(' ');
  useEffect(
    () => highlight.select(selectionKey === '' ? [] : selectionKey.split(' ')),
    [highlight, selectionKey],
  );
  const tracedKey = traced?.flatMap((id) => itemOf(id) ?? []).join(' ') ?? null;
  useEffect(
    () => highlight.trace(tracedKey === null ? null : tracedKey.split(' ')),
    [highlight, tracedKey],
  );
  useBringIntoView(shownSelection.at(-1) ?? null, camera, wrapper);

  const openGroup = (id: string): boolean => {
    const item = picture.items[picture.indexOf.get(id) ?? -1];
    if (item?.type !== 'group') return false;
    camera.hold(id);
    url.setOpen([...openKeys(props), item.group.key]);
    return true;
  };
  const pick = (id: string, how: 'alone' | 'toggle' | 'path'): void => {
    setFocused(id);
    if (how === 'alone' && openGroup(id)) return;
    const node = parseNodeId(id);
    if (!node.ok) return;
    if (how === 'alone') onSelect([node.value]);
    else if (how === 'toggle') onSelect(toggled(selected, node.value));
    else onSelect(withPath(betweenOf(paths()), selected, node.value));
  };
  const howOf = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) =>
    event.shiftKey ? 'path' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone';
  const itemAt = (event: { clientX: number; clientY: number }): string | null => {
    const index = scene.cardAt(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    return scene.items[index]?.id ?? null;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const id = cardUnder(event.target);
    if (id === null || !picture.indexOf.has(id)) return;
    if (isArrowKey(event.key)) {
      event.preventDefault();
      const next = stepFocus(id, event.key, {
        ...paths(),
        direction: picture.direction,
        placeOf: (other) => scene.placeOf(other),
        layerOf: (other) => layerOf(scene, other),
      });
      if (next === null) return;
      setFocused(next);
      camera.show(next, wrapper.current);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(id, event.shiftKey ? 'path' : 'alone');
    } else if (event.key === ' ') {
      event.preventDefault();
      pick(id, 'toggle');
    }
  };
  useHotkeys({
    '0': () => camera.fit(),
    z: () => camera.fitTo(shownSelection),
    m: () => setMapShown(!isMapShown),
  });

  return (
    <PathHighlightContext value={highlight}>
      <CanvasMenu
        itemAt={itemAt}
        scene={scene}
        selected={selected}
        onSelect={onSelect}
        onOpenGroup={openGroup}
        onPath={(id) => pick(id, 'path')}
        onFocus={url.setFocus}
        onPlan={props.onPlan}
      >
        {/* Keys bubble from the cards, which are the controls. */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above */}
        <div
          ref={wrapper}
          className="relative h-full"
          onKeyDown={onKeyDown}
          onFocus={({ target }) => setFocused(cardUnder(target) ?? focused)}
          onDoubleClick={(event) => {
            const id = isOnGraph(event) ? itemAt(event) : null;
            if (id !== null) camera.fitTo([id]);
          }}
        >
          <RubberBand
            onBand={(box) => {
              const found = scene.cardsIn(box).flatMap((index) => {
                const item = scene.items[index];
                return item?.type === 'group' ? item.group.members : item ? [item.id] : [];
              });
              if (found.length > 0) onSelect(found);
            }}
          >
            <ReactFlow
              nodeTypes={nodeTypes}
              defaultViewport={props.initialView}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              disableKeyboardA11y
              zoomOnDoubleClick={false}
              selectionKeyCode={null}
              multiSelectionKeyCode={null}
              deleteKeyCode={null}
              minZoom={leastZoom(scene.bounds, camera.size())}
              maxZoom={1.75}
              attributionPosition="bottom-center"
              // Not at its start: pressing a button of the mouse is no move yet. Moves by program come without an event.
              onMove={(event) => {
                if (event !== null) camera.take();
              }}
              onNodeClick={(event: MouseEvent, node) => pick(node.id, howOf(event))}
              onPaneClick={(event: MouseEvent) => {
                const id = itemAt(event);
                if (id !== null) pick(id, howOf(event));
                else if (!event.shiftKey) onSelect([]);
              }}
              // With a button down the graph is being moved: nothing is pointed at.
              onPaneMouseMove={(event: MouseEvent) => {
                if (event.buttons === 0) highlight.hover(itemAt(event));
              }}
              onPaneMouseLeave={() => highlight.hover(null)}
              onNodeMouseMove={({ movementX, movementY, buttons }, node) => {
                // A card that comes to lie under a pointer at rest is not pointed at.
                const isMoved = movementX !== 0 || movementY !== 0;
                if (isMoved && buttons === 0) highlight.hover(node.id);
              }}
              onNodeMouseLeave={() => highlight.hover(null)}
              aria-label="Pipeline graph"
            >
              <CardElements
                scene={scene}
                nodes={nodeMap}
                kinds={kinds}
                graph={graph}
                view={view}
                matches={matches}
                selected={selected}
                critical={criticalNodes}
                focal={url.wishes.focus?.id ?? null}
                drops={(areRowsShown ? rowNotes?.drops : null) ?? noDrops}
                tabStop={tabStop}
                focused={focused}
              />
              <SceneCanvas
                scene={scene}
                states={states}
                names={names}
                rows={rows}
                critical={criticalItems}
                highlight={highlight}
                onPainted={props.onPainted}
              />
              <Dots />
              {props.isPainted && isMapShown && <Minimap scene={scene} states={states} />}
              {props.isPainted && (
                <CanvasControls
                  onFit={() => camera.fit()}
                  isMapShown={isMapShown}
                  onMap={setMapShown}
                />
              )}
            </ReactFlow>
          </RubberBand>
          {props.isPainted && (
            <GraphTools
              {...props}
              states={states}
              names={names}
              areRowsShown={areRowsShown}
              onRows={setRowsShown}
            />
          )}
        </div>
      </CanvasMenu>
    </PathHighlightContext>
  );
}

function isClosedGroup({ items, indexOf }: Picture): (id: string) => boolean {
  return (id) => items[indexOf.get(id) ?? -1]?.type === 'group';
}

function openKeys({ url, scene }: FlowViewProps): readonly string[] {
  const { open } = url.wishes;
  return open === 'all' ? scene.drawn.picture.frames.map((frame) => frame.key) : open;
}

/** Not the same as the one before: a group stands once for members that follow each other. */
function isNews(id: string, place: number, all: readonly string[]): boolean {
  return id !== all[place - 1];
}

/** Along the wires of the picture; what is in closed groups is not on any way. */
function betweenOf({ between }: ReturnType<typeof wirePaths>): Between {
  return (from, to) =>
    [...between(from, to)].flatMap((text) => {
      const parsed = parseNodeId(text);
      return parsed.ok ? [parsed.value] : [];
    });
}

function layerOf(scene: Scene, id: string): string[] {
  const point = scene.placeOf(id);
  if (point === null) return [];
  const { x, y, width, height } = scene.bounds;
  const isDown = scene.drawn.picture.direction === 'TB';
  const strip = isDown
    ? { x, y: point.y, width, height: cardSize.height }
    : { x: point.x, y, width: cardSize.width, height };
  return scene.cardsIn(strip).flatMap((index) => scene.items[index]?.id ?? []);
}

function isOnGraph({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('.react-flow__renderer') !== null;
}

/** What has the focus on the canvas. */
function cardUnder(target: EventTarget): string | null {
  if (!(target instanceof HTMLElement)) return null;
  return target.closest<HTMLElement>('[data-graph-card]')?.dataset['graphCard'] ?? null;
}
