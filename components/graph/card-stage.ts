import type { DetailLevel } from './detail-level';
import type { WantedCards } from './wanted-cards';
import { Listeners } from '../ui/listeners';

/** Which cards are elements of the page now, and how much each of them shows. */
export type StagedCards = ReadonlyMap<string, DetailLevel>;

/** What a frame has time for beside moving the picture, in cards that come or show more or less than before. */
const perFrame = 6;
/** To go is less work than to come. */
const goingPerFrame = 24;
/** So many are there at once: a small graph is complete in its first frame. */
const atFirst = 24;

/**
 * Turns cards into elements and back a few a frame: a hundred at once, as when the zoom passes the size at which cards can
 * be read, would hold up the picture. Until a card's turn comes it stands there painted.
 */
export class CardStage {
  #wanted: WantedCards;
  #staged: StagedCards;
  #isDue = false;
  readonly #listeners = new Listeners();
  readonly #nextFrame: (act: () => void) => void;

  constructor(
    wanted: WantedCards,
    nextFrame: (act: () => void) => void = (act) => void requestAnimationFrame(act),
  ) {
    this.#wanted = wanted;
    this.#nextFrame = nextFrame;
    this.#staged = new Map(wanted.ids.slice(0, atFirst).map((id) => [id, wanted.level]));
    this.#schedule();
  }

  readonly subscribe = this.#listeners.subscribe;

  get staged(): StagedCards {
    return this.#staged;
  }

  want(wanted: WantedCards): void {
    this.#wanted = wanted;
    this.#schedule();
  }

  /** One card without waiting: the one that a key has led to. */
  stageNow(id: string): void {
    if (this.#staged.has(id)) return;
    this.#staged = new Map([...this.#staged, [id, this.#wanted.level]]);
    this.#listeners.tell();
  }

  #schedule(): void {
    if (this.#isDue || this.#isDone()) return;
    this.#isDue = true;
    this.#nextFrame(() => {
      this.#isDue = false;
      if (this.#isDone()) return;
      this.#step();
      this.#schedule();
    });
  }

  #isDone(): boolean {
    const { ids, level } = this.#wanted;
    return ids.length === this.#staged.size && ids.every((id) => this.#staged.get(id) === level);
  }

  #step(): void {
    const { ids, level } = this.#wanted;
    const stay = new Set(ids);
    const next = new Map(this.#staged);
    let going = 0;
    for (const id of this.#staged.keys()) {
      if (stay.has(id)) continue;
      next.delete(id);
      going += 1;
      if (going === goingPerFrame) break;
    }
    let coming = 0;
    for (const id of ids) {
      if (next.get(id) === level) continue;
      if (coming === perFrame) break;
      next.set(id, level);
      coming += 1;
    }
    this.#staged = next;
    this.#listeners.tell();
  }
}
