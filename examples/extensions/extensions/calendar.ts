import type { NodeExecutor } from 'seeknal-dag';

/** Makes a table of `days` days, beginning with `first`. */
export const calendar: NodeExecutor = async (node, { save }) => {
  const { first, days } = node.config;
  if (typeof first !== 'string' || typeof days !== 'number') {
    throw new Error('a calendar needs "first", as in 2026-01-01, and a number of "days"');
  }
  const rows = await save(
    `SELECT DATE '${first.replaceAll("'", "''")}' + range::INTEGER AS day FROM range(${String(days)})`,
  );
  return { row_count: rows, metadata: { first, days } };
};
