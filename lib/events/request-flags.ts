import type { RunRequestRecord } from './run-event';

/**
 * A request as flags of `seeknal run`, as in `--full --types feature_group`; empty for a plain run. The
 * number of slots is left out: its default differs from machine to machine.
 */
export function requestFlags(request: Omit<RunRequestRecord, 'parallel'>): string {
  const words: string[] = [];
  if (request.mode === 'full') words.push('--full');
  if (request.types.length > 0) words.push('--types', list(request.types));
  if (request.nodes.length > 0) words.push('--nodes', list(request.nodes));
  if (request.tags !== undefined && request.tags.length > 0) {
    words.push('--tags', list(request.tags));
  }
  if (request.exclude_tags.length > 0) words.push('--exclude-tags', list(request.exclude_tags));
  if (typeof request.select === 'string') words.push('--select', quoteForShell(request.select));
  if (typeof request.exclude === 'string') words.push('--exclude', quoteForShell(request.exclude));
  if (request.continue_on_error) words.push('--continue-on-error');
  if (request.fail_fast === true) words.push('--fail-fast');
  if (request.retry > 0) words.push('--retry', String(request.retry));
  if (request.early_cutoff === true) words.push('--early-cutoff');
  if (request.materialize !== undefined) {
    words.push(request.materialize === 'never' ? '--no-materialize' : '--materialize');
  }
  if (request.partition !== undefined) words.push('--partition', request.partition);
  if (request.date !== undefined) words.push('--date', quoteForShell(request.date));
  if (request.start_date !== undefined) {
    words.push('--start-date', quoteForShell(request.start_date));
  }
  if (request.end_date !== undefined) words.push('--end-date', quoteForShell(request.end_date));
  if (request.params !== undefined) {
    words.push('--params', quoteForShell(JSON.stringify(request.params)));
  }
  return words.join(' ');
}

function list(values: readonly string[]): string {
  return quoteForShell(values.join(','));
}

/** A word that any POSIX shell reads back as it is. */
export function quoteForShell(word: string): string {
  return /^[\w./:,+@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
