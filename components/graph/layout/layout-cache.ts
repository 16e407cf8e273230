import { createStore, get, set, update, del, type UseStore } from 'idb-keyval';
import type { KnownDrawing } from './layout-request';

/** Changes when the layout draws otherwise than before, or what is kept looks otherwise. */
const version = 2;
/** Drawings that are kept for all projects together; the one used longest ago goes first. */
const mostKept = 24;
const recentKey = `recent:${version}`;

/**
 * Drawings between visits, by picture. Without IndexedDB, or where it refuses, nothing is remembered and nothing else is
 * different.
 */
export class LayoutCache {
  readonly #project: string;
  #store: UseStore | null | undefined;

  /** `project`: what tells it from others that are opened at the same address. */
  constructor(project: string) {
    this.#project = project;
  }

  /** The drawing of this very picture, else the last one in the same mode, whose places can be kept. */
  async find(key: string, mode: string): Promise<KnownDrawing | null> {
    const store = this.#open();
    if (store === null) return null;
    try {
      const same = await get<KnownDrawing>(this.#name(key), store);
      if (same !== undefined) return same;
      const last = await get<string>(this.#name(`last ${mode}`), store);
      return last === undefined ? null : ((await get<KnownDrawing>(last, store)) ?? null);
    } catch {
      return null;
    }
  }

  async keep(drawing: KnownDrawing): Promise<void> {
    const store = this.#open();
    if (store === null) return;
    const name = this.#name(drawing.key);
    try {
      await set(name, drawing, store);
      await set(this.#name(`last ${drawing.mode}`), name, store);
      let dropped: string[] = [];
      await update<string[]>(
        recentKey,
        (names = []) => {
          const recent = [name, ...names.filter((other) => other !== name)];
          dropped = recent.slice(mostKept);
          return recent.slice(0, mostKept);
        },
        store,
      );
      await Promise.all(dropped.map((one) => del(one, store)));
    } catch {
      // The disk is full, or the browser keeps nothing: the next visit draws afresh.
    }
  }

  #name(key: string): string {
    return `${version} ${this.#project} ${key}`;
  }

  #open(): UseStore | null {
    if (this.#store === undefined) {
      try {
        this.#store = createStore('seeknal-layouts', 'drawings');
      } catch {
        this.#store = null;
      }
    }
    return this.#store;
  }
}
