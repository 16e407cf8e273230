import type { LiveState } from './follow-stream';
import { Listeners } from '../ui/listeners';

/** How fresh the page is. */
export interface Connection {
  readonly state: LiveState;
  /** When the page was last known to be up to date; null before it was, and while it is. */
  readonly heardAtMs: number | null;
}

/** As the server draws a page, and as a page starts. */
export const noConnection: Connection = { state: 'connecting', heardAtMs: null };

/**
 * What the stream says of the page as a whole. Kept outside of React's state: parts of a page that come to life after the
 * stream was opened still start from what the server has drawn.
 */
export class LiveStore {
  #connection = noConnection;
  #shownRun: string | null = null;
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  readonly connection = (): Connection => this.#connection;

  readonly shownRun = (): string | null => this.#shownRun;

  readonly connect = (connection: Connection): void => {
    this.#connection = connection;
    this.#listeners.tell();
  };

  readonly showRun = (runId: string | null): void => {
    this.#shownRun = runId;
    this.#listeners.tell();
  };
}
