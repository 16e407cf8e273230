import { Listeners } from '../ui/listeners';

/** How a thing stands to the path that is lit: on it, beside it, or there is none. */
export type Light = 'lit' | 'dim' | 'plain';

/** What a path needs to know of the graph. */
export interface Paths {
  /** The ones that are given, all that they are made from and all that is made from them. */
  readonly through: (ids: readonly string[]) => ReadonlySet<string>;
  /** When only wires that touch one of them are on their way: these. Null when all wires between lit things are. */
  readonly endsAt: (ids: readonly string[]) => readonly string[] | null;
}

/**
 * Which path through the graph is lit: that of the node under the pointer, else one that is traced, else that of the
 * selected ones. Outside of React's state, so that moving the pointer redraws only the cards and edges whose light changes.
 */
export class PathHighlight {
  /** Null: not asked for yet. A graph of 10,000 nodes is not built before somebody points at one. */
  #paths: Paths | null = null;
  #makePaths: (() => Paths) | null = null;
  #hovered: string | null = null;
  #selected: readonly string[] = [];
  #traced: ReadonlySet<string> | null = null;
  /** Null: no path. */
  #path: ReadonlySet<string> | null = null;
  /** See `Paths.endsAt`. */
  #ends: ReadonlySet<string> | null = null;
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** What is on the canvas; made when a path is first asked for. */
  setPaths(make: () => Paths): void {
    this.#makePaths = make;
    this.#paths = null;
    // What the pointer was on may be gone; the next movement says where it is.
    this.#hovered = null;
    this.#update();
  }

  /** Whether a path is lit at all, and whether all beside it steps back. */
  get state(): 'none' | 'lit' | 'lit_alone' {
    if (this.#path === null) return 'none';
    return this.#hovered === null ? 'lit' : 'lit_alone';
  }

  hover(id: string | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#update();
  }

  select(ids: readonly string[]): void {
    this.#selected = ids;
    this.#update();
  }

  /** Lights exactly these in the place of what is around the selection; null for the selection again. */
  trace(ids: readonly string[] | null): void {
    this.#traced = ids === null ? null : new Set(ids);
    this.#update();
  }

  get selected(): readonly string[] {
    return this.#selected;
  }

  isLit(id: string): boolean {
    return this.#path?.has(id) ?? false;
  }

  isWireLit(from: string, to: string): boolean {
    if (!this.isLit(from) || !this.isLit(to)) return false;
    return this.#ends === null || this.#ends.has(from) || this.#ends.has(to);
  }

  /** A selection stays for long, so it dims nothing; only the pointer does. */
  lightOfNode(id: string): Light {
    if (this.#path === null) return 'plain';
    if (this.#path.has(id)) return 'lit';
    return this.#hovered === null ? 'plain' : 'dim';
  }

  #update(): void {
    const starts = this.#hovered === null ? this.#selected : [this.#hovered];
    this.#ends = null;
    if (this.#hovered === null && this.#traced !== null) this.#path = this.#traced;
    else this.#path = starts.length === 0 ? null : this.#pathThrough(starts);
    this.#listeners.tell();
  }

  #pathThrough(starts: readonly string[]): ReadonlySet<string> | null {
    this.#paths ??= this.#makePaths?.() ?? null;
    const ends = this.#paths?.endsAt(starts) ?? null;
    this.#ends = ends === null ? null : new Set(ends);
    return this.#paths?.through(starts) ?? null;
  }
}
