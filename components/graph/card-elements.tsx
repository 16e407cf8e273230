'use client';

import { useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { CardStage, type StagedCards } from './card-stage';
import { detailLevelOf, type DetailLevel } from './detail-level';
import { toFrameNodes, type FrameNode } from './frame-title';
import { toGroupNodes, type GroupNode } from './group-card';
import type { Scene } from './scene/scene';
import { toFlowNodes, type CardNode, type FlowInput } from './to-flow';
import { viewName, wantedCards } from './wanted-cards';

type CanvasNode = CardNode | GroupNode | FrameNode;

interface CardElementsProps extends Omit<FlowInput, 'order' | 'placeOf' | 'levelOf'> {
  readonly scene: Scene;
  /** What the keyboard stands on. */
  readonly focused: string | null;
}

/**
 * Gives React Flow the cards that are elements now. Draws nothing itself: what moves while a person moves the view is this
 * component and the cards that come and go, not the page around them.
 */
export function CardElements(props: CardElementsProps) {
  const { scene, focused, tabStop, nodes, kinds, graph, view, matches, selected } = props;
  const { critical, focal, drops } = props;
  const store = useStoreApi();
  const [stage] = useState(
    () => new CardStage(wantedCards(scene, store.getState(), [focused, tabStop, focal])),
  );
  const staged = useSyncExternalStore(
    stage.subscribe,
    () => stage.staged,
    () => stage.staged,
  );
  const level = useStore(({ transform }) => detailLevelOf(transform[2]));

  useEffect(() => {
    let shown = '';
    const follow = (): void => {
      const state = store.getState();
      const name = viewName(state);
      if (name === shown) return;
      shown = name;
      stage.want(wantedCards(scene, state, [focused, tabStop, focal]));
    };
    follow();
    return store.subscribe(follow);
  }, [store, stage, scene, focused, tabStop, focal]);
  useEffect(() => {
    if (focused !== null && scene.placeOf(focused) !== null) stage.stageNow(focused);
  }, [stage, scene, focused]);

  const elements = useKept(toElements, {
    staged,
    level,
    scene,
    nodes,
    kinds,
    graph,
    view,
    matches,
    selected,
    critical,
    focal,
    drops,
    tabStop,
  });
  useLayoutEffect(() => store.getState().setNodes(elements), [store, elements]);
  return null;
}

/** What the elements of the graph depend on. */
interface ElementInputs extends Omit<FlowInput, 'order' | 'placeOf' | 'levelOf'> {
  readonly staged: StagedCards;
  /** Of the frames around groups. */
  readonly level: DetailLevel;
  readonly scene: Scene;
}

function toElements(inputs: ElementInputs, before: readonly CanvasNode[]): CanvasNode[] {
  const { scene, staged, level } = inputs;
  const known = new Map(before.map((node) => [node.id, node]));
  const order = [...staged.keys()].flatMap((id) => scene.drawn.picture.indexOf.get(id) ?? []);
  order.sort((a, b) => a - b);
  const levelOf = (id: string): DetailLevel => staged.get(id) ?? 'card';
  return [
    ...toFrameNodes(scene, level, known),
    ...toGroupNodes({ ...inputs, cards: order, levelOf, before: known }),
    ...toFlowNodes(
      {
        ...inputs,
        order: order.flatMap((index) => {
          const item = scene.items[index];
          return item?.type === 'node' ? [item.id] : [];
        }),
        placeOf: (id) => scene.placeOf(id),
        levelOf,
      },
      cardsOf(known),
    ),
  ];
}

function cardsOf(nodes: ReadonlyMap<string, CanvasNode>): ReadonlyMap<string, CardNode> {
  const cards = new Map<string, CardNode>();
  for (const [id, node] of nodes) if (node.type === 'card') cards.set(id, node);
  return cards;
}

/** A value that is computed from its inputs and from what it was before. */
function useKept<T, I extends object>(
  compute: (inputs: I, before: readonly T[]) => T[],
  inputs: I,
): T[] {
  const [kept, setKept] = useState(() => ({ inputs, value: compute(inputs, []) }));
  const names = Object.keys(inputs) as (keyof I)[];
  if (names.every((name) => Object.is(inputs[name], kept.inputs[name]))) return kept.value;
  const value = compute(inputs, kept.value);
  setKept({ inputs, value });
  return value;
}
