import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type {
  AnswerTo,
  Ask,
  CsvAsk,
  DataProblem,
  OutputProfile,
  OutputView,
  Page,
  QueryResult,
  Cell,
} from '../../data/ask';
import { DataProcess, type AskOptions } from '../../data/data-process';
import { packageRoot } from '../../files/package-root';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { err, ok, type Result } from '../../util/result';
import type { AssessedProject } from '../planning/assess-project';
import { dataPicture, type DataPicture } from './data-picture';
import type { OutputState } from './output-state';
import type { SchemaColumn } from '../history/schema-history';
import { serviceError, type ServiceError } from '../service-error';

/** An output that queries can read, with its columns as far as they are known. */
export interface QueryTable {
  readonly name: NodeId;
  readonly columns: readonly SchemaColumn[];
}

const second = 1000;
const limits = {
  lookMs: 60 * second,
  queryMs: 60 * second,
  csvPieceMs: 60 * second,
  rows: 10_000,
  bytes: 8_000_000,
} as const;
const gigabyte = 1_000_000_000;

interface OutputReaderParts {
  readonly paths: ProjectPaths;
  /** The project as it is now; the same object as before when nothing has changed. */
  readonly assess: () => Promise<AssessedProject>;
  /** The bundle of the data process; the one of this installation without it. */
  readonly program?: string;
}

/**
 * The rows behind the nodes, for people who look. They are read by two processes of their own: one for
 * looking at outputs, one for queries that people write, so that a heavy query never delays a look.
 */
export class OutputReader {
  readonly #parts: OutputReaderParts;
  readonly #looks: DataProcess;
  readonly #queries: DataProcess;
  #picture: { readonly of: AssessedProject; readonly picture: Promise<DataPicture> } | null = null;

  constructor(parts: OutputReaderParts) {
    this.#parts = parts;
    const options = {
      program: parts.program ?? join(packageRoot(), 'dist', 'data', 'main.js'),
      tempDirectory: join(parts.paths.seeknalDir, 'tmp'),
      limits: {
        memoryLimitBytes: Math.round(Math.min(gigabyte, totalmem() / 4)),
        tempLimitBytes: 4 * gigabyte,
        threads: Math.min(4, availableParallelism()),
      },
      outputs: async () => (await this.#current()).outputs,
      idleMs: 5 * 60 * second,
    };
    this.#looks = new DataProcess(options);
    this.#queries = new DataProcess(options);
  }

  /** Whether a node has rows, and what to know of them. */
  async outputState(id: NodeId): Promise<Result<OutputState, ServiceError>> {
    const state = (await this.#current()).stateOf(id);
    return state === null ? err(unknownNode(id)) : ok(state);
  }

  /** Some rows of a view; columns: null for all. */
  page(
    request: OutputView & {
      readonly offset: number;
      readonly limit: number;
      readonly columns: readonly string[] | null;
    },
    signal?: AbortSignal,
  ): Promise<Result<Page, ServiceError>> {
    return this.#look({ type: 'page', ...request }, signal);
  }

  /** One value in full. */
  cell(
    request: { readonly output: string; readonly rowNumber: number; readonly column: string },
    signal?: AbortSignal,
  ): Promise<Result<Cell, ServiceError>> {
    return this.#look({ type: 'cell', ...request }, signal);
  }

  profile(output: NodeId, signal?: AbortSignal): Promise<Result<OutputProfile, ServiceError>> {
    return this.#look({ type: 'profile', output }, signal);
  }

  /** The columns of an output that is there. */
  async columns(
    id: NodeId,
    signal?: AbortSignal,
  ): Promise<Result<readonly SchemaColumn[], ServiceError>> {
    const answer = await this.#look({ type: 'schema', outputs: [id] }, signal);
    if (!answer.ok) return answer;
    const columns = answer.value[id];
    return columns === undefined ? err(unreadable(id)) : ok(columns);
  }

  /** Everything that a query can read. The columns are for completion: outputs that can't be read have none. */
  async tables(signal?: AbortSignal): Promise<Result<readonly QueryTable[], ServiceError>> {
    const names = [...(await this.#current()).outputs.keys()];
    const answer = await this.#look({ type: 'schema', outputs: names }, signal);
    return answer.ok
      ? ok(names.map((name) => ({ name, columns: answer.value[name] ?? [] })))
      : answer;
  }

  /** The first rows of a read-only query, or how DuckDB would run it. */
  async query(
    request: { readonly sql: string; readonly explain: boolean; readonly maxRows?: number },
    signal?: AbortSignal,
  ): Promise<Result<QueryResult, ServiceError>> {
    const { sql, explain, maxRows = limits.rows } = request;
    return toResult(
      await this.#queries.ask(
        { type: 'query', sql, explain, maxRows, maxBytes: limits.bytes },
        asking(limits.queryMs, signal),
      ),
    );
  }

  /** A view as CSV, line by line; as many rows as it has. */
  csvOfView(
    view: OutputView,
    columns: readonly string[] | null,
    signal?: AbortSignal,
  ): Promise<Result<AsyncGenerator<string>, ServiceError>> {
    return openCsv(this.#looks, { type: 'csv_view', view, columns }, signal);
  }

  /** A query as CSV, line by line; as many rows as it has. */
  csvOfQuery(
    sql: string,
    signal?: AbortSignal,
  ): Promise<Result<AsyncGenerator<string>, ServiceError>> {
    return openCsv(this.#queries, { type: 'csv_query', sql }, signal);
  }

  async close(): Promise<void> {
    await Promise.all([this.#looks.close(), this.#queries.close()]);
  }

  async #look<A extends Ask>(
    ask: A,
    signal: AbortSignal | undefined,
  ): Promise<Result<AnswerTo<A>, ServiceError>> {
    return toResult(await this.#looks.ask(ask, asking(limits.lookMs, signal)));
  }

  /** Made anew only when the project has changed: the processes keep what they opened as long as it stands. */
  async #current(): Promise<DataPicture> {
    const assessed = await this.#parts.assess();
    if (this.#picture?.of !== assessed) {
      const before = this.#picture?.picture ?? null;
      this.#picture = {
        of: assessed,
        picture: dataPicture(this.#parts.paths, assessed, before),
      };
    }
    return this.#picture.picture;
  }
}

async function openCsv(
  process: DataProcess,
  ask: CsvAsk,
  signal: AbortSignal | undefined,
): Promise<Result<AsyncGenerator<string>, ServiceError>> {
  const options = asking(limits.csvPieceMs, signal);
  const opened = toResult(await process.ask(ask, options));
  return opened.ok ? ok(csvPieces(process, opened.value, options)) : opened;
}

async function* csvPieces(
  process: DataProcess,
  reader: number,
  options: AskOptions,
): AsyncGenerator<string> {
  try {
    for (;;) {
      const piece = await process.ask({ type: 'csv_more', reader }, options);
      // Half a file that looks whole would be worse than a download that breaks off.
      if (!piece.ok) throw new Error(piece.error.message);
      if (piece.value === null) return;
      yield piece.value;
    }
  } finally {
    await process.ask({ type: 'csv_close', reader }, { timeLimitMs: limits.csvPieceMs });
  }
}

function asking(timeLimitMs: number, signal: AbortSignal | undefined): AskOptions {
  return signal === undefined ? { timeLimitMs } : { timeLimitMs, signal };
}

function toResult<T>(answer: Result<T, DataProblem>): Result<T, ServiceError> {
  if (answer.ok) return answer;
  const { code, message, hint, at } = answer.error;
  const where = at === null ? '' : ` (line ${at.line}, column ${at.column})`;
  return err(
    serviceError(code === 'ended' ? 'internal_error' : code, `${message}${where}`, {
      ...(hint === null ? {} : { hint }),
    }),
  );
}

function unknownNode(id: NodeId): ServiceError {
  return serviceError('unknown_node', `There is no node called "${id}" any more.`, {
    hint: 'Its file was removed or renamed; the graph shows what is there now.',
  });
}

function unreadable(id: NodeId): ServiceError {
  return serviceError('unreadable', `The output of ${id} can't be read as Parquet.`, {
    hint: 'It may be damaged: run the node again.',
  });
}
