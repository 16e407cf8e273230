import type { SandboxColumn, SandboxConnection } from '../engine/sandbox';
import { quoteName, quoteText } from '../engine/sql-text';
import { err, ok, type Result } from '../util/result';
import type { ColumnProfile, DataProblem, OutputProfile } from './ask';
import { histogramOf } from './histogram';
import { hasOrder, isNumber } from './column-types';
import type { Outputs } from './outputs';
import { toProblem } from './to-problem';

/** From more rows than this medians, histograms and top values are taken of a sample. */
const sampleRows = 100_000;
/** In more values than this the different ones are estimated. */
const mostCounted = 10_000_000;
const mostTop = 8;
const shownLength = 120;

/** What the columns of an output are like. */
export async function profileOutput(
  outputs: Outputs,
  output: string,
  signal: AbortSignal,
): Promise<Result<OutputProfile, DataProblem>> {
  const file = await outputs.fileOf(output);
  if (!file.ok) return file;
  try {
    return await outputs.use(signal, async (connection) => {
      const columns = await outputs.schemaOf(connection, file.value);
      const table = `read_parquet(${quoteText(file.value.path)})`;
      const [counted] = await connection.rows(`SELECT count(*) FROM ${table}`);
      const rows = Number(counted?.[0] ?? 0);
      const distinctIsEstimate = rows * columns.length > mostCounted;
      const wholes = await measureWhole(connection, { table, columns, distinctIsEstimate });
      const sample = await takeSample(connection, table, rows);
      try {
        const profiles: ColumnProfile[] = [];
        for (const [at, column] of columns.entries()) {
          const whole = wholes[at];
          if (whole === undefined) continue;
          profiles.push(await addSampled(connection, sample.table, column, whole));
        }
        return ok({
          rows,
          columns: profiles,
          sampledRows: sample.rows,
          distinctIsEstimate,
          version: file.value.version,
        });
      } finally {
        if (sample.rows !== null) await connection.run(`DROP TABLE IF EXISTS ${sample.table}`);
      }
    });
  } catch (error) {
    return err(toProblem(error, 'unreadable'));
  }
}

/** What is taken of all rows. */
type Whole = Pick<ColumnProfile, 'nulls' | 'distinct' | 'min' | 'max' | 'mean' | 'deviation'>;

async function measureWhole(
  connection: SandboxConnection,
  input: {
    readonly table: string;
    readonly columns: readonly SandboxColumn[];
    readonly distinctIsEstimate: boolean;
  },
): Promise<readonly Whole[]> {
  const { table, columns, distinctIsEstimate } = input;
  const measures = columns.flatMap(({ name, type }) => {
    const column = quoteName(name);
    const number = `CAST(${column} AS DOUBLE)`;
    const ordered = hasOrder(type);
    return [
      `count(*) - count(${column})`,
      distinctIsEstimate ? `approx_count_distinct(${column})` : `count(DISTINCT ${column})`,
      ordered ? `left(CAST(min(${column}) AS VARCHAR), ${shownLength})` : 'NULL',
      ordered ? `left(CAST(max(${column}) AS VARCHAR), ${shownLength})` : 'NULL',
      isNumber(type) ? `avg(${number}) FILTER (WHERE isfinite(${number}))` : 'NULL',
      isNumber(type) ? `stddev(${number}) FILTER (WHERE isfinite(${number}))` : 'NULL',
    ];
  });
  if (measures.length === 0) return [];
  const [row = []] = await connection.rows(`SELECT ${measures.join(', ')} FROM ${table}`);
  return columns.map((_, at) => {
    const [nulls, distinct, min, max, mean, deviation] = row.slice(at * 6, at * 6 + 6);
    return {
      nulls: Number(nulls ?? 0),
      distinct: Number(distinct ?? 0),
      min: min ?? null,
      max: max ?? null,
      mean: toNumber(mean),
      deviation: toNumber(deviation),
    };
  });
}

/** A large output is sampled once, so that what follows of each column is quick. */
async function takeSample(
  connection: SandboxConnection,
  table: string,
  rows: number,
): Promise<{ readonly table: string; readonly rows: number | null }> {
  if (rows <= sampleRows) return { table, rows: null };
  const name = 'temp.profile_sample';
  const percent = (100 * sampleRows) / rows;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE profile_sample AS FROM ${table} USING SAMPLE ${percent}% (bernoulli, 42)`,
  );
  const [counted] = await connection.rows(`SELECT count(*) FROM ${name}`);
  return { table: name, rows: Number(counted?.[0] ?? 0) };
}

async function addSampled(
  connection: SandboxConnection,
  table: string,
  { name, type }: SandboxColumn,
  whole: Whole,
): Promise<ColumnProfile> {
  const column = quoteName(name);
  let median: number | null = null;
  if (isNumber(type)) {
    const number = `CAST(${column} AS DOUBLE)`;
    const [row] = await connection.rows(
      `SELECT median(${number}) FROM ${table} WHERE isfinite(${number})`,
    );
    median = toNumber(row?.[0]);
  }
  const top = await connection.rows(
    `SELECT left(CAST(${column} AS VARCHAR), ${shownLength}), count(*) FROM ${table}
     WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${mostTop}`,
  );
  const mostFrequent = Number(top[0]?.[1] ?? 0);
  return {
    name,
    type,
    ...whole,
    median,
    histogram: await histogramOf(connection, table, { name, type }),
    // A list of values that each stand there once tells nothing.
    top:
      mostFrequent > 1 || top.length < mostTop
        ? top.map(([value, rows]) => ({ value: value ?? '', rows: Number(rows) }))
        : [],
  };
}

function toNumber(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
