import { stat } from 'node:fs/promises';
import {
  openSandbox,
  type Sandbox,
  type SandboxColumn,
  type SandboxConnection,
} from '../engine/sandbox';
import { quoteName, quotePath, quoteText } from '../engine/sql-text';
import { err, ok, type Result } from '../util/result';
import { dataProblem, type DataProblem } from './ask';
import type { ProcessLimits } from './message';

/** An output as it is now. */
export interface OutputFile {
  readonly path: string;
  /** Changes whenever the file does. */
  readonly version: string;
}

/** How often a query that is to end is told so: an interrupt between two of its steps would be lost. */
const interruptMs = 50;

/** The outputs of a project in a DuckDB that can reach nothing else. */
export class Outputs {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #sandbox: Sandbox;
  readonly #idle: SandboxConnection[] = [];
  readonly #views = new Map<string, Promise<void>>();
  readonly #schemas = new Map<string, Promise<readonly SandboxColumn[]>>();
  #busy = 0;
  #isClosed = false;

  private constructor(paths: ReadonlyMap<string, string>, sandbox: Sandbox) {
    this.#paths = paths;
    this.#sandbox = sandbox;
  }

  static async open(paths: ReadonlyMap<string, string>, limits: ProcessLimits): Promise<Outputs> {
    return new Outputs(paths, await openSandbox({ ...limits, files: [...paths.values()] }));
  }

  /** `kind.name` of each. */
  get names(): readonly string[] {
    return [...this.#paths.keys()];
  }

  async fileOf(output: string): Promise<Result<OutputFile, DataProblem>> {
    const path = this.#paths.get(output);
    const found = path === undefined ? null : await stat(path).catch(() => null);
    if (path === undefined || found === null) {
      return err(
        dataProblem('output_missing', `${output} has no output that can be shown.`, {
          hint: 'It was never built, or its file is gone: run the node, then look again.',
        }),
      );
    }
    return ok({ path, version: `${found.ino}-${found.size}-${found.mtimeMs}` });
  }

  /** The columns of an output, read once for each version of its file. */
  schemaOf(connection: SandboxConnection, file: OutputFile): Promise<readonly SandboxColumn[]> {
    const key = `${file.path} ${file.version}`;
    const known = this.#schemas.get(key);
    if (known !== undefined) return known;
    const reading = connection
      .rows(`DESCRIBE FROM read_parquet(${quoteText(file.path)})`)
      .then((rows) => rows.map(([name, type]) => ({ name: name ?? '', type: type ?? '' })));
    this.#schemas.set(key, reading);
    reading.catch(() => this.#schemas.delete(key));
    return reading;
  }

  /** Makes `kind.name` known to queries. */
  async addView(connection: SandboxConnection, output: string): Promise<void> {
    const known = this.#views.get(output);
    if (known !== undefined) return known;
    const making = this.#makeView(connection, output);
    this.#views.set(output, making);
    making.catch(() => this.#views.delete(output));
    return making;
  }

  /** Lends a connection for one piece of work. */
  async use<T>(
    signal: AbortSignal,
    work: (connection: SandboxConnection) => Promise<T>,
  ): Promise<T> {
    const { connection, release } = await this.lend(signal);
    try {
      return await work(connection);
    } finally {
      release();
    }
  }

  /** Lends a connection until it is released; what it runs ends when the signal says so. */
  async lend(
    signal: AbortSignal,
  ): Promise<{ readonly connection: SandboxConnection; readonly release: () => void }> {
    this.#busy += 1;
    const connection = this.#idle.pop() ?? (await this.#sandbox.connect());
    const watching = setInterval(() => {
      if (signal.aborted) connection.interrupt();
    }, interruptMs);
    return {
      connection,
      release: () => {
        clearInterval(watching);
        this.#idle.push(connection);
        this.#busy -= 1;
        this.#closeWhenIdle();
      },
    };
  }

  /** Lets go once nobody reads any more. */
  close(): void {
    this.#isClosed = true;
    this.#closeWhenIdle();
  }

  async #makeView(connection: SandboxConnection, output: string): Promise<void> {
    const path = this.#paths.get(output);
    if (path === undefined) throw new Error(`${output} is no output`);
    const dot = output.indexOf('.');
    const [kind, name] = [output.slice(0, dot), output.slice(dot + 1)];
    await connection.run(
      `CREATE SCHEMA IF NOT EXISTS ${quoteName(kind)};
       CREATE OR REPLACE VIEW ${quotePath(kind, name)} AS FROM read_parquet(${quoteText(path)})`,
    );
  }

  #closeWhenIdle(): void {
    if (!this.#isClosed || this.#busy > 0) return;
    for (const connection of this.#idle.splice(0)) connection.close();
    this.#sandbox.close();
  }
}
