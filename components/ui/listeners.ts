/** Who is to be told when something that is kept outside of React's state has changed. */
export class Listeners {
  readonly #all = new Set<() => void>();

  /** Made for `useSyncExternalStore`: returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  tell(): void {
    for (const listener of this.#all) listener();
  }
}
