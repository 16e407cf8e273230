'use client';

import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import { useEffect, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { RunView } from '@/lib/events/run-view';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project-snapshot';
import { freshnessStates, runStates } from '../ui/status';
import { CanvasControls } from './canvas-controls';
import { DetailLevelContext, useDetailLevel } from './detail-level';
import { FarWires } from './far-wires';
import { NodeCard } from './node-card';
import { PathHighlight } from './path-highlight';
import { PathHighlightContext } from './path-highlight-context';
import { isArrowKey, stepFocus } from './step-focus';
import { showsRun, toFlowEdges, toFlowNodes, type CardNode, type WireEdge } from './to-flow';
import type { Topology } from './use-topology';
import { useBringIntoView, useMoveTo } from './use-bring-into-view';
import { leastZoom, useRefit } from './use-refit';
import { Wire } from './wire';

const nodeTypes: NodeTypes = { card: NodeCard };
const edgeTypes: EdgeTypes = { wire: Wire };
const noEdges: WireEdge[] = [];

export interface FlowViewProps {
  readonly snapshot: ProjectSnapshot;
  readonly topology: Topology;
  readonly view: RunView | null;
  readonly matches: ReadonlySet<NodeId> | null;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
}

/** The graph itself: draws what toFlowNodes returns, and turns pointer and keys into a selection. */
export function FlowView({ snapshot, topology, view, matches, selected, onSelect }: FlowViewProps) {
  const { graph, placement, order } = topology;
  const moveTo = useMoveTo();
  const keepView = useRefit();
  const level = useDetailLevel();
  const [highlight] = useState(() => new PathHighlight());
  const [focused, setFocused] = useState<NodeId | null>(null);
  const tabStop =
    (focused !== null && graph.has(focused) ? focused : selected.at(-1)) ?? order[0] ?? null;

  const nodes = useKept(
    (before: readonly CardNode[]) =>
      toFlowNodes(
        {
          snapshot,
          graph,
          order,
          positions: placement.positions,
          view,
          matches,
          selected,
          tabStop,
        },
        new Map(before.map((node) => [node.id, node])),
      ),
    [snapshot, graph, order, placement, view, matches, selected, tabStop],
  );
  const edges = useKept(
    (before: readonly WireEdge[]) =>
      toFlowEdges(
        snapshot.edges,
        placement.routes,
        view,
        new Map(before.map((edge) => [edge.id, edge])),
      ),
    [snapshot.edges, placement, view],
  );

  useEffect(() => highlight.setGraph(graph), [highlight, graph]);
  useEffect(() => highlight.select(selected), [highlight, selected]);
  useBringIntoView(selected.at(-1) ?? null, placement.positions);

  const select = (id: NodeId, adds: boolean): void => {
    setFocused(id);
    if (!adds) onSelect([id]);
    else if (selected.includes(id)) onSelect(selected.filter((other) => other !== id));
    else onSelect([...selected, id]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = cardUnder(event.target);
    if (id === null || !graph.has(id)) return;
    if (isArrowKey(event.key)) {
      event.preventDefault();
      const next = stepFocus(id, event.key, graph, placement.positions);
      if (next === null) return;
      setFocused(next);
      moveTo(placement.positions.get(next));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      select(id, event.shiftKey || event.key === ' ');
    }
  };

  return (
    <PathHighlightContext value={highlight}>
      <DetailLevelContext value={level}>
        {/* Keys bubble from the cards, which are the controls. */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above */}
        <div
          className="h-full"
          onKeyDown={onKeyDown}
          onFocus={({ target }) => setFocused(cardUnder(target) ?? focused)}
        >
          <ReactFlow<CardNode, WireEdge>
            nodes={nodes}
            // Far away all wires are one drawing: a thousand elements of their own are too many.
            edges={level === 'block' ? noEdges : edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onlyRenderVisibleElements
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
            minZoom={leastZoom}
            maxZoom={1.75}
            attributionPosition="bottom-center"
            // Not at its start: pressing a button of the mouse is no move yet. Moves by program come without an event.
            onMove={(event) => {
              if (event !== null) keepView();
            }}
            onNodeClick={(event: MouseEvent, node) =>
              select(node.data.node.id, event.shiftKey || event.ctrlKey || event.metaKey)
            }
            onNodeMouseMove={({ movementX, movementY }, node) => {
              // A card that comes to lie under a pointer at rest is not pointed at.
              if (movementX !== 0 || movementY !== 0) highlight.hover(node.data.node.id);
            }}
            onNodeMouseLeave={() => highlight.hover(null)}
            onPaneClick={() => onSelect([])}
            aria-label="Pipeline graph"
          >
            {level === 'block' && <FarWires edges={snapshot.edges} placement={placement} />}
            <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} />
            <MiniMap<CardNode>
              pannable
              zoomable
              ariaLabel="Map of the graph"
              className="!m-3 overflow-hidden rounded-lg border border-line shadow-card max-md:!hidden"
              style={{ width: 168, height: 108 }}
              nodeColor={colourOf}
              nodeStrokeWidth={0}
              nodeBorderRadius={10}
              offsetScale={4}
            />
            <CanvasControls />
          </ReactFlow>
        </div>
      </DetailLevelContext>
    </PathHighlightContext>
  );
}

/** A value that is computed from its inputs and from what it was before. */
function useKept<T>(compute: (before: readonly T[]) => T[], inputs: readonly unknown[]): T[] {
  const [kept, setKept] = useState<{ inputs: readonly unknown[]; value: T[] }>(() => ({
    inputs,
    value: compute([]),
  }));
  if (inputs.every((input, index) => Object.is(input, kept.inputs[index]))) return kept.value;
  const value = compute(kept.value);
  setKept({ inputs, value });
  return value;
}

/** The node whose card has the focus. The attribute is ours, so an id in it is one. */
function cardUnder(target: EventTarget): NodeId | null {
  if (!(target instanceof HTMLElement)) return null;
  const card = target.closest<HTMLElement>('[data-graph-card]');
  const parsed = parseNodeId(card?.dataset['graphCard'] ?? '');
  return parsed.ok ? parsed.value : null;
}

function colourOf(node: CardNode): string {
  const { run, node: snapshot } = node.data;
  return run !== null && showsRun(node.data)
    ? runStates[run.word].colour
    : freshnessStates[snapshot.freshness].colour;
}
