import type { Client } from 'pg';
import { err, ok, type Result } from '../../util/result';
import { postgresMessage } from './postgres-message';
import type { PostgresSettings } from './postgres-settings';

/** Connects. The error is a sentence, as in: shop at db.example:5432 can't be reached: connect ECONNREFUSED. */
export async function openPostgres(settings: PostgresSettings): Promise<Result<Client, string>> {
  const { Client: PgClient } = await import('pg');
  const attempt = async (ssl: PostgresSettings['client']['ssl']): Promise<Client> => {
    const client = new PgClient({ ...settings.client, ssl });
    // A connection that breaks between two queries is told by the next one.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  };
  try {
    return ok(await attempt(settings.client.ssl));
  } catch (error) {
    const why = postgresMessage(error);
    if (settings.mayBePlain && why.includes('does not support SSL')) {
      try {
        return ok(await attempt(false));
      } catch (again) {
        return err(`${settings.label} can't be reached: ${postgresMessage(again)}`);
      }
    }
    return err(`${settings.label} can't be reached: ${why}`);
  }
}
