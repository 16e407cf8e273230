import type { EngineConnection, EngineRow, EngineValue } from './connection';

/**
 * A connection that is opened when it is first asked for something. Many nodes never ask, and what opening
 * takes, with DuckDB itself the first time, is more than a small node's own work.
 */
export class LazyConnection implements EngineConnection {
  readonly #open: () => Promise<EngineConnection>;
  #opening: Promise<EngineConnection> | null = null;
  #connection: EngineConnection | null = null;

  constructor(open: () => Promise<EngineConnection>) {
    this.#open = open;
  }

  /** Null while nobody has needed it. */
  get opened(): EngineConnection | null {
    return this.#connection;
  }

  async run(sql: string): Promise<void> {
    return (await this.#now()).run(sql);
  }

  async check(sql: string): Promise<{ readonly isQuery: boolean }> {
    return (await this.#now()).check(sql);
  }

  async rows(sql: string): Promise<readonly EngineRow[]> {
    return (await this.#now()).rows(sql);
  }

  async append(table: string, columns: readonly (readonly EngineValue[])[]): Promise<void> {
    return (await this.#now()).append(table, columns);
  }

  interrupt(): void {
    this.#connection?.interrupt();
  }

  progress(): number | null {
    return this.#connection?.progress() ?? null;
  }

  statement(): string | null {
    return this.#connection?.statement() ?? null;
  }

  async reset(): Promise<void> {
    await this.#connection?.reset();
  }

  async close(): Promise<void> {
    await this.#connection?.close();
  }

  async #now(): Promise<EngineConnection> {
    this.#opening ??= this.#open();
    this.#connection = await this.#opening;
    return this.#connection;
  }
}
