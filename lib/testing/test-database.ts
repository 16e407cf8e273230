import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** A server that the tests may do with as they like, as in postgres://user@127.0.0.1:5432/postgres. */
export const testServer = process.env['SEEKNAL_TEST_POSTGRES'];

/** A database of its own on the test server. */
export class TestDatabase {
  readonly url: string;
  readonly #client: Client;

  private constructor(url: string, client: Client) {
    this.url = url;
    this.#client = client;
  }

  static async create(): Promise<TestDatabase> {
    if (testServer === undefined) throw new Error('There is no test server');
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const admin = new Client({ connectionString: testServer });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const url = new URL(testServer);
    url.pathname = `/${name}`;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    return new TestDatabase(url.href, client);
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#client.query<Record<string, unknown>>(sql)).rows;
  }

  /** The rows of a query as lists of text, which no driver has touched. */
  async texts(sql: string): Promise<(string | null)[][]> {
    const { rows } = await this.#client.query<(string | null)[]>({
      text: sql,
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
    });
    return rows;
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}
