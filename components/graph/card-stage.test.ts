import { expect, it } from 'vitest';
import { CardStage } from './card-stage';
import type { WantedCards } from './wanted-cards';

const cards = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `transform.card_${index + from}`);
const wanted = (ids: readonly string[], level: WantedCards['level'] = 'card'): WantedCards => ({
  ids,
  level,
});

/** Frames come when the test wants them. */
function stageOf(first: WantedCards) {
  const due: (() => void)[] = [];
  const stage = new CardStage(first, (act) => due.push(act));
  const frame = (): void => due.splice(0).forEach((act) => act());
  const settle = (): number => {
    let frames = 0;
    for (; due.length > 0; frames += 1) frame();
    return frames;
  };
  return { stage, frame, settle };
}

it('has a small graph complete at once', () => {
  const { stage, settle } = stageOf(wanted(cards(15)));
  expect([...stage.staged.keys()]).toEqual(cards(15));
  expect(settle()).toBe(0);
});

it('adds and takes away a few cards a frame, however far the view has moved', () => {
  const { stage, frame, settle } = stageOf(wanted(cards(100)));
  settle();
  stage.want(wanted(cards(100, 1000)));
  let before = new Set(stage.staged.keys());
  for (let frames = 0; frames < 5; frames += 1) {
    frame();
    const now = new Set(stage.staged.keys());
    expect([...now].filter((id) => !before.has(id)).length).toBeLessThanOrEqual(6);
    expect([...before].filter((id) => !now.has(id)).length).toBeLessThanOrEqual(24);
    before = now;
  }
  settle();
  expect(new Set(stage.staged.keys())).toEqual(new Set(cards(100, 1000)));
});

it('changes what cards show a few a frame when the zoom passes a level', () => {
  const { stage, frame, settle } = stageOf(wanted(cards(60)));
  settle();
  stage.want(wanted(cards(60), 'name'));
  frame();
  const changed = [...stage.staged.values()].filter((level) => level === 'name');
  expect(changed).toHaveLength(6);
  settle();
  expect(new Set(stage.staged.values())).toEqual(new Set(['name']));
});

it('stages the card that a key led to without waiting for a frame', () => {
  const { stage } = stageOf(wanted(cards(24)));
  stage.stageNow('transform.far');
  expect(stage.staged.has('transform.far')).toBe(true);
});

it('tells nobody while nothing changes', () => {
  const { stage, settle } = stageOf(wanted(cards(15)));
  let told = 0;
  stage.subscribe(() => (told += 1));
  stage.want(wanted(cards(15).toReversed()));
  settle();
  expect(told).toBe(0);
});
