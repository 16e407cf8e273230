import { isJsonArray, isJsonObject, type JsonObject } from '../../util/json';

/** The checks of a document as it was written, in order. */
export function checksOfDocument(config: JsonObject): readonly JsonObject[] {
  const { rule } = config;
  return (isJsonArray(rule) ? rule : [rule]).filter(isJsonObject);
}

const readsClock =
  /\b(now|today|get_current_time(stamp)?|transaction_timestamp)\s*\(|\b(current_(date|time|timestamp)|local(time|timestamp))\b/i;

/** Whether the outcome of the checks can change while the data stays the same. */
export function readTheClock(config: JsonObject): boolean {
  return checksOfDocument(config).some(
    ({ type, sql, value }) =>
      type === 'freshness' ||
      [sql, value].some((text) => typeof text === 'string' && readsClock.test(text)),
  );
}
