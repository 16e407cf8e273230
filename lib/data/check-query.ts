import type { SandboxConnection } from '../engine/sandbox';
import { quoteText } from '../engine/sql-text';
import type { JsonValue } from '../util/json';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import { dataProblem, type DataProblem } from './ask';
import { partsOfQuery, type QueryParts, type TableName } from './query-parts';
import { toProblem } from './to-problem';

/** Table functions that make rows of their arguments alone. All others are refused. */
const allowedTableFunctions = new Set(
  'range generate_series unnest repeat repeat_row json_each json_tree'.split(' '),
);

/** Functions that tell of the process and its settings, or change something in it. */
const refusedFunctions = new Set(
  (
    'getenv current_setting set_config getvariable setseed nextval currval write_log txid_current ' +
    'read_text read_blob read_csv read_json read_parquet glob json_execute_serialized_sql ' +
    'pg_read_file duckdb_settings duckdb_secrets'
  ).split(' '),
);

/**
 * Whether a text is one query over outputs and nothing else, by DuckDB's own parser. The outputs that it
 * reads, or why it is refused. The sandbox would let nothing else happen either; here it is said in words.
 */
export async function checkQuery(
  connection: SandboxConnection,
  sql: string,
  outputs: readonly string[],
): Promise<Result<readonly string[], DataProblem>> {
  const counted = await countStatements(connection, sql);
  if (!counted.ok) return counted;
  if (counted.value !== 1) return err(severalStatements(sql, counted.value));
  const [row] = await connection.rows(`SELECT json_serialize_sql(${quoteText(sql)})`);
  const tree = JSON.parse(row?.[0] ?? 'null') as JsonValue;
  if (typeof tree !== 'object' || tree === null || !('statements' in tree)) {
    return err(notASelect(sql));
  }
  return checkParts(partsOfQuery(tree), outputs);
}

async function countStatements(
  connection: SandboxConnection,
  sql: string,
): Promise<Result<number, DataProblem>> {
  if (sql.includes('\0'))
    return err(dataProblem('invalid_query', 'A query can’t hold the character NUL.'));
  if (firstWord(sql) === '') {
    return err(
      dataProblem('invalid_query', 'There is no query yet.', {
        hint: 'Write one, as in SELECT * FROM source.users LIMIT 100.',
      }),
    );
  }
  try {
    return ok(await connection.countStatements(sql));
  } catch (error) {
    return err(toProblem(error, 'invalid_query'));
  }
}

function checkParts(
  parts: QueryParts,
  outputs: readonly string[],
): Result<readonly string[], DataProblem> {
  if (parts.listsTables) {
    return err(
      dataProblem(
        'refused',
        'SHOW lists what this process holds, not the outputs of the project.',
        {
          hint: 'The list of tables beside the query shows them; DESCRIBE kind.name tells the columns of one.',
        },
      ),
    );
  }
  for (const name of parts.tableFunctions) {
    if (!allowedTableFunctions.has(name)) return err(refusedFunction(name));
  }
  for (const name of parts.functions) {
    if (refusedFunctions.has(name)) return err(refusedFunction(name));
  }
  const known = new Map(outputs.map((name) => [name.toLowerCase(), name]));
  const read = new Set<string>();
  for (const table of parts.tables) {
    if (isCommonTable(table, parts)) continue;
    const output =
      table.catalog === '' && table.schema !== ''
        ? known.get(`${table.schema}.${table.name}`.toLowerCase())
        : undefined;
    if (output === undefined) return err(unknownTable(table, outputs));
    read.add(output);
  }
  return ok([...read]);
}

function isCommonTable(
  { catalog, schema, name }: TableName,
  { commonTables }: QueryParts,
): boolean {
  return catalog === '' && schema === '' && commonTables.has(name.toLowerCase());
}

function refusedFunction(name: string): DataProblem {
  return dataProblem('refused', `${name}() can’t be used here.`, {
    hint: 'Queries read the outputs of the nodes, as kind.name; files, the network and settings are out of reach.',
  });
}

function unknownTable(
  { catalog, schema, name }: TableName,
  outputs: readonly string[],
): DataProblem {
  const full = [catalog, schema, name].filter((part) => part !== '').join('.');
  if (/[/\\*?]|:\/\/|\.(csv|tsv|json|jsonl|ndjson|parquet|txt|db|gz|zst)$/i.test(full)) {
    return dataProblem('refused', `Files can’t be read here: "${full}".`, {
      hint: 'Queries read the outputs of the nodes, as kind.name. To bring in a file, make it a source.',
    });
  }
  const sameName = outputs.filter((output) => output.endsWith(`.${name}`));
  const near = sameName.length > 0 ? sameName.slice(0, 3) : nearMatches(full, outputs);
  return dataProblem('invalid_query', `There is no output called "${full}".`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'Tables are the outputs of nodes that were built, as kind.name. The list beside the query shows them.',
  });
}

function severalStatements(sql: string, count: number): DataProblem {
  // DuckDB makes several statements of a PIVOT that has to find out its columns first.
  if (/\bpivot\b/i.test(sql) && !/;\s*\S/.test(sql)) {
    return dataProblem('refused', 'PIVOT needs its values named here.', {
      hint: "Name them, as in PIVOT ... ON country IN ('DE', 'FR') USING sum(amount).",
    });
  }
  return dataProblem('refused', `One query at a time: this text has ${count} statements.`, {
    hint: 'Keep one. Several steps fit into one query with WITH step AS (SELECT ...).',
  });
}

function notASelect(sql: string): DataProblem {
  const word = firstWord(sql).toUpperCase();
  if (word === 'EXPLAIN') {
    return dataProblem(
      'refused',
      'Leave EXPLAIN out: the button Explain shows the plan of a query.',
    );
  }
  return dataProblem(
    'refused',
    `Only SELECT can be run here${word === '' ? '' : `, and this is ${word}`}: nothing can be changed, written or loaded.`,
    {
      hint: 'Outputs change when their nodes run. To keep the result of a query, make it a transform.',
    },
  );
}

/** The first word that is no comment. */
function firstWord(sql: string): string {
  const text = sql.replace(/\/\*[^]*?\*\/|--[^\n]*/g, ' ');
  return /[^\s;]+/.exec(text)?.[0].replace(/\W.*$/, '') ?? '';
}
