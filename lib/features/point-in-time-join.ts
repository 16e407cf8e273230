import { quoteName } from '../engine/sql-text';
import { distinctRows } from '../kinds/feature-group/offline-metadata';
import type { ChosenGroup } from './choose-features';

/** The rows for which features are wanted. */
export interface Spine {
  /** What follows FROM. */
  readonly rows: string;
  /** Column name to DuckDB type, in order. */
  readonly columns: ReadonlyMap<string, string>;
  /** The column with the time of a row. */
  readonly eventTime: string;
}

/**
 * The query of a training set that is right at every point in time: each row of the spine, in its order,
 * with the latest features of its key whose event time is at or before its own, never a later one. Where
 * there are none the features are null. A name that several have gets its group in front.
 */
export function pointInTimeQuery(spine: Spine, groups: readonly ChosenGroup[]): string {
  const taken = new Map<string, number>();
  for (const name of [...spine.columns.keys(), ...groups.flatMap(({ features }) => features)]) {
    taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  const columns = groups.flatMap(({ group, features }, at) =>
    features.map((name) => {
      const shown = (taken.get(name) ?? 0) > 1 ? `${group.name}__${name}` : name;
      return `g${String(at)}.${quoteName(name)} AS ${quoteName(shown)}`;
    }),
  );
  const joins = groups.map((chosen, at) => {
    const { group, metadata } = chosen;
    const alias = `g${String(at)}`;
    const keys = metadata.joinKeys.map((key) =>
      equal(
        `s.${quoteName(key)}`,
        spine.columns.get(key),
        `${alias}.${quoteName(key)}`,
        metadata.schema[key],
      ),
    );
    return `ASOF LEFT JOIN (FROM (${distinctRows(group.offlineFolder, metadata)}) WHERE event_time IS NOT NULL) ${alias}
  ON ${[...keys, `s."time of row" >= ${alias}.event_time`].join(' AND ')}`;
  });
  const own = [...spine.columns.keys()].map((name) => `s.${quoteName(name)}`);
  return `WITH spine AS (
  SELECT *, CAST(${quoteName(spine.eventTime)} AS TIMESTAMP) AS "time of row", row_number() OVER () AS "number of row"
  FROM ${spine.rows})
SELECT ${[...own, ...columns].join(', ')}
FROM spine s
${joins.join('\n')}
ORDER BY s."number of row"`;
}

/** Files of text know no types: keys of different kinds are compared as they are written. */
function equal(a: string, aType = '', b: string, bType = ''): string {
  const isText = (type: string): boolean => type === 'VARCHAR';
  return isText(aType) === isText(bType)
    ? `${a} = ${b}`
    : `CAST(${a} AS VARCHAR) = CAST(${b} AS VARCHAR)`;
}
