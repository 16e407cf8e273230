import { EngineError } from '../engine/engine-error';
import { dataProblem, type DataProblem } from './ask';

/** What DuckDB said, as a problem for the person who asked; anything else is thrown again. */
export function toProblem(error: unknown, code: DataProblem['code']): DataProblem {
  if (!(error instanceof EngineError)) throw error;
  if (error.interrupted) return dataProblem('cancelled', 'The query was cancelled.');
  const message = plainMessage(error.message);
  if (/^Out of Memory Error/.test(error.message)) {
    return dataProblem('memory_limit', 'The query needs more memory than it may take.', {
      hint: 'Select fewer columns or rows, or aggregate before sorting and joining.',
    });
  }
  if (/file system operations are disabled|through configuration|has been locked/.test(message)) {
    return dataProblem('refused', 'Only the outputs of the nodes can be read here.', {
      hint: 'Files, addresses and settings are out of reach of this query.',
    });
  }
  return dataProblem(code, message, { at: error.at });
}

/** Without the name of DuckDB's class of errors where the sentence stands by itself. */
function plainMessage(message: string): string {
  return message.replace(
    /^(Failed to extract statements: )?((Binder|Catalog|Parser|Conversion|Invalid Input) Error: )?/,
    '',
  );
}
