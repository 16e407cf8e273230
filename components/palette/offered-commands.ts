import { Listeners } from '../ui/listeners';

/** Something that can be done by the palette. */
export interface PaletteCommand {
  readonly label: string;
  readonly group: string;
  /** The key that does the same without the palette. */
  readonly shortcut?: string;
  readonly act: () => void;
}

/**
 * What the parts of a page offer to do. Kept outside of React's state: only the open palette looks at it, and a state
 * above all pages that changes while a page starts would make React bring the whole page to life at once.
 */
export class OfferedCommands {
  #all: readonly PaletteCommand[] = [];
  readonly #listeners = new Listeners();

  readonly all = (): readonly PaletteCommand[] => this.#all;

  readonly subscribe = this.#listeners.subscribe;

  /** Returns what takes them back. */
  readonly offer = (commands: readonly PaletteCommand[]): (() => void) => {
    this.#become([...this.#all, ...commands]);
    return () => this.#become(this.#all.filter((command) => !commands.includes(command)));
  };

  #become(all: readonly PaletteCommand[]): void {
    this.#all = all;
    this.#listeners.tell();
  }
}
