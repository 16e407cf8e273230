import { err, ok, type Result } from '../util/result';
import { dataProblem, type Ask, type DataProblem } from './ask';
import { CsvReaders } from './csv-readers';
import type { ProcessLimits } from './message';
import { Outputs } from './outputs';
import { profileOutput } from './profile-output';
import { readCell } from './read-cell';
import { readPage } from './read-page';
import { readSchemas } from './read-schemas';
import { runQuery } from './run-query';
import { ViewOrders } from './view-orders';

/** The outputs that are open, with what was made ready for them. */
interface Opened {
  readonly outputs: Outputs;
  readonly orders: ViewOrders;
}

/** Answers all questions of the data process, on the outputs that it was told last. */
export class Answerer {
  readonly #limits: ProcessLimits;
  readonly #readers = new CsvReaders();
  #opened: Promise<Opened> | null = null;

  constructor(limits: ProcessLimits) {
    this.#limits = limits;
  }

  /** What is being answered goes on with the outputs of before. */
  setOutputs(paths: ReadonlyMap<string, string>): void {
    const before = this.#opened;
    this.#opened = Outputs.open(paths, this.#limits).then((outputs) => ({
      outputs,
      orders: new ViewOrders(),
    }));
    void before?.then(({ outputs }) => outputs.close());
  }

  async answer(ask: Ask, signal: AbortSignal): Promise<Result<unknown, DataProblem>> {
    if (this.#opened === null) throw new Error('No outputs were told');
    const { outputs, orders } = await this.#opened;
    if (signal.aborted) return err(dataProblem('cancelled', 'The query was cancelled.'));
    switch (ask.type) {
      case 'page':
        return readPage(outputs, orders, ask, signal);
      case 'cell':
        return readCell(outputs, ask, signal);
      case 'schema':
        return readSchemas(outputs, ask, signal);
      case 'profile':
        return profileOutput(outputs, ask.output, signal);
      case 'query':
        return runQuery(outputs, ask, signal);
      case 'csv_view':
      case 'csv_query':
        return this.#readers.open(outputs, orders, ask, signal);
      case 'csv_more':
        return this.#readers.more(ask.reader);
      case 'csv_close':
        this.#readers.close(ask.reader);
        return ok(null);
    }
  }
}
