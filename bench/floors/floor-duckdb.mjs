/**
 * The least that a script with DuckDB can do. `node floor-duckdb.mjs connect`, or `one DIR` for a file with one
 * row, or `all DIR` for the sample in one script: each node as a table in memory, also copied to Parquet.
 */
import { mkdirSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { sampleNodes, sampleSql } from '../runners/csv-sample.mjs';

const [what, dir = '.'] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
if (what === 'one') {
  await connection.run(`COPY (SELECT 1 AS id) TO '${dir}/one.parquet' (FORMAT parquet)`);
}
if (what === 'all') {
  mkdirSync(`${dir}/floor`, { recursive: true });
  for (const { name, csv } of sampleNodes) {
    const query =
      csv === undefined
        ? sampleSql(name, (read) => read)
        : `SELECT * FROM read_csv('${dir}/${csv}')`;
    await connection.run(`CREATE TABLE ${name} AS ${query}`);
    await connection.run(`COPY ${name} TO '${dir}/floor/${name}.parquet' (FORMAT parquet)`);
  }
}
connection.closeSync();
instance.closeSync();
