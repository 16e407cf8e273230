import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { hiveFormat } from './source/file-of-source';

/** A field that a project may have, and that has no effect here or makes its node fail. */
export interface NotSupported {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What to do instead. */
  readonly hint: string;
}

const otherEngines: Readonly<Record<string, string>> = {
  starrocks: 'StarRocks',
  hive: 'Hive',
  iceberg: 'Iceberg',
  bigquery: 'BigQuery',
  snowflake: 'Snowflake',
  redshift: 'Redshift',
};

/** By kind, what is found in a document before it runs. */
const findings: Readonly<Record<string, (config: JsonObject) => readonly NotSupported[]>> = {
  source: ({ source, table }) => {
    const engine = typeof source === 'string' ? otherEngines[source] : undefined;
    const isFile = source === 'hive' && typeof table === 'string' && hiveFormat(table) !== null;
    if (engine === undefined || isFile) return [];
    return [
      {
        path: ['source'],
        message: `Sources of ${engine} are drawn, and fail when they run: that engine isn't built in.`,
        hint: 'Export the data to a file, or give the node a kind of your own with an executor in seeknal.config.ts.',
      },
    ];
  },
  feature_group: ({ engine }) =>
    typeof engine !== 'string' || engine === 'duckdb'
      ? []
      : [
          {
            path: ['engine'],
            message: `The engine "${engine}" isn't built in; DuckDB makes the features.`,
            hint: 'Take the field away, or write "engine: duckdb".',
          },
        ],
  second_order_aggregation: ({ features }) =>
    Object.entries(isJsonObject(features) ? features : {}).flatMap(([name, feature]) =>
      ['percentile', 'delta']
        .filter((block) => isJsonObject(feature) && feature[block] != null)
        .map((block) => ({
          path: ['features', name, block],
          message: `"${block}" makes no column.`,
          hint: 'Use basic, window, ratio or since.',
        })),
    ),
  rule: ({ rule }) =>
    (isJsonArray(rule) ? rule : [rule ?? null]).flatMap((check, index) =>
      isJsonObject(check) && check['type'] === 'custom'
        ? [
            {
              path: isJsonArray(rule) ? ['rule', index, 'type'] : ['rule', 'type'],
              message: 'Checks of type "custom" fail when they run.',
              hint: 'Write the check as "type: sql_assertion" with "sql:", a query of the rows that are wrong.',
            },
          ]
        : [],
    ),
  exposure: ({ type, params }) => {
    if (type === 'starrocks_materialized_view') {
      return [
        {
          path: ['type'],
          message: "Exposures to StarRocks are drawn, and fail when they run: that isn't built in.",
          hint: 'The types are file, database, api, notification and report.',
        },
      ];
    }
    const channel = isJsonObject(params) ? params['channel'] : undefined;
    if (type !== 'notification' || channel !== 'email') return [];
    return [
      {
        path: ['params', 'channel'],
        message: "Notifications by email aren't built in, and fail when they run.",
        hint: 'The channels are webhook and slack.',
      },
    ];
  },
};

/** What a document of a kind asks for that isn't built in. A kind of one's own may do as it likes. */
export function notSupported(kind: string, config: JsonObject): readonly NotSupported[] {
  return [...(findings[kind]?.(config) ?? []), ...targets(config), ...promises(config)];
}

/** Places for the rows besides their file: PostgreSQL is built in, Iceberg is what no type means. */
function targets({ materialization, materializations }: JsonObject): readonly NotSupported[] {
  const places: [(string | number)[], JsonValue][] = [
    [['materialization'], materialization ?? null],
    ...(isJsonArray(materializations) ? materializations : []).map(
      (target, index): [(string | number)[], JsonValue] => [['materializations', index], target],
    ),
  ];
  return places.flatMap(([path, target]) => {
    if (!isJsonObject(target) || target['enabled'] === false) return [];
    const { type, table } = target;
    const isIceberg = type === 'iceberg' || (type == null && typeof table === 'string');
    if (!isIceberg) return [];
    return [
      {
        path: [...path, type == null ? 'table' : 'type'],
        message: "Rows aren't written to Iceberg tables: that isn't built in.",
        hint: 'Write "type: postgresql", "enabled: false", or an exposure.',
      },
    ];
  });
}

/** What is told of the time, and nobody watches. */
function promises({ freshness, schedule }: JsonObject): readonly NotSupported[] {
  const ages = isJsonObject(freshness) ? freshness : {};
  return [
    ...['warn_after', 'error_after']
      .filter((name) => ages[name] != null)
      .map((name) => ({
        path: ['freshness', name],
        message: `"freshness.${name}" is for people; nothing is checked by it.`,
        hint: 'A rule with "type: freshness" and "max_age" checks how old rows are.',
      })),
    ...(schedule == null
      ? []
      : [
          {
            path: ['schedule'],
            message: '"schedule" is for people; nothing is started by it.',
            hint: 'Start `seeknal run` at these times, as by cron.',
          },
        ]),
  ];
}
