import { PrismaLibSql } from '@prisma/adapter-libsql';

type Config = Parameters<PrismaLibSql['createClient']>[0];
type Client = ReturnType<PrismaLibSql['createClient']>;
type Transaction = Awaited<ReturnType<Client['transaction']>>;

/**
 * The libSQL adapter with one connection for its whole life. On its own it leaves a connection behind with
 * every transaction, two open files each, until the process ends: five hundred runs would use up what a
 * system allows. Transactions write from their start, so that two dashboards wait for each other in place
 * of failing halfway; the adapter lets no other query in between.
 */
export class OneConnection extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = super.createClient(config);
    return Object.assign(client, {
      async transaction(): Promise<Transaction> {
        await client.execute('BEGIN IMMEDIATE');
        return transactionOn(client);
      },
    });
  }
}

function transactionOn(client: Client): Transaction {
  let isOpen = true;
  const rollback = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await client.execute('ROLLBACK');
  };
  return {
    get closed() {
      return !isOpen;
    },
    execute: (statement) => client.execute(statement),
    async batch(statements) {
      const results = [];
      for (const statement of statements) results.push(await client.execute(statement));
      return results;
    },
    executeMultiple: () => Promise.reject(new Error('A script would end the transaction.')),
    async commit() {
      try {
        await client.execute('COMMIT');
        isOpen = false;
      } finally {
        // A commit that failed leaves the transaction open, and with it the only connection.
        await rollback();
      }
    },
    rollback,
    close: () => void rollback(),
  };
}
