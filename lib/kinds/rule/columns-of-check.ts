import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { CheckedData } from './rule-type';
import type { Check } from './schema';

/** The columns that a check names, in `columns` or `column`; a failure when one isn't in the data. */
export function columnsOfCheck(
  check: Check,
  data: CheckedData,
): Result<readonly string[], ExecutionFailure> {
  const named = check.columns ?? [];
  const columns = named.length > 0 ? named : typeof check.column === 'string' ? [check.column] : [];
  if (columns.length === 0) {
    return err({
      code: 'invalid_config',
      message: `The ${check.type ?? ''} check names no column.`,
      hint: 'Add "column: name" or "columns: [name]" to the check.',
    });
  }
  const known = [...data.columns.keys()];
  const missing = columns.filter((name) => !data.columns.has(name));
  if (missing.length > 0) {
    const near = missing.flatMap((name) => nearMatches(name, known, 1));
    return err({
      code: 'missing_column',
      message: `The data lacks ${missing.join(', ')}; it has ${known.join(', ')}.`,
      hint:
        near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Correct the columns of the rule.',
    });
  }
  return ok(columns);
}

/** The one column of a check that looks at one: `column`, else the first of `columns`. */
export function columnOfCheck(check: Check, data: CheckedData): Result<string, ExecutionFailure> {
  const columns = columnsOfCheck(
    typeof check.column === 'string' ? { ...check, columns: [check.column] } : check,
    data,
  );
  if (!columns.ok) return columns;
  const [column] = columns.value;
  if (column === undefined) throw new Error('a check with columns has a first one');
  return ok(column);
}
