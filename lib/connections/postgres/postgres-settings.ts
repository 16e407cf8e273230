import { readFile } from 'node:fs/promises';
import type { ClientConfig } from 'pg';
import type { NodeError } from '../../events/run-event';
import type { JsonObject, JsonValue } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { Outside } from '../outside';

/** How to reach a database, as profiles and params spell it. */
const settingNames = [
  'url',
  'host',
  'port',
  'database',
  'user',
  'password',
  'schema',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'connect_timeout',
] as const;

/** The same thing under other names. */
const otherNames: Readonly<Record<string, (typeof settingNames)[number]>> = {
  connection_string: 'url',
  dsn: 'url',
  dbname: 'database',
  username: 'user',
};

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

const defaultConnectSeconds = 10;

/** What pg needs to connect, and what else is known of the place. */
export interface PostgresSettings {
  readonly client: ClientConfig;
  /** The schema of tables that are named without one; null for that of the database. */
  readonly schema: string | null;
  /** Whether to go on without encryption when the server has none. */
  readonly mayBePlain: boolean;
  /** For messages, as in shop at db.example:5432. */
  readonly label: string;
}

/**
 * The database that params name: by `connection`, a name in profiles.yml, by `url`, or by host, user and so
 * on; what stands in the params wins over the connection.
 */
export async function postgresSettings(
  params: JsonObject,
  outside: Outside,
): Promise<Result<PostgresSettings, NodeError>> {
  const own = outside.resolve(pick(params), 'params');
  if (!own.ok) return own;
  let settings = pick(own.value as JsonObject);
  const name = params['connection'];
  if (typeof name === 'string' && name !== '') {
    const connection = outside.connection(name);
    if (!connection.ok) return connection;
    const type = connection.value['type'];
    if (type !== 'postgresql' && type !== 'postgres' && type !== 'redshift') {
      return refuse(
        `The connection "${name}" is of the type ${JSON.stringify(type)}, and this needs PostgreSQL.`,
        'Name a connection with "type: postgresql".',
      );
    }
    settings = { ...pick(connection.value), ...settings };
  }
  if (settings['url'] === undefined && settings['host'] === undefined) {
    return refuse(
      'Nothing says which database is meant.',
      'Name a connection of profiles.yml, as in "params: {connection: shop}", or give host, database and user.',
    );
  }
  return toSettings(settings);
}

async function toSettings(settings: JsonObject): Promise<Result<PostgresSettings, NodeError>> {
  const text = (name: (typeof settingNames)[number]): string | null => textOf(settings[name]);
  const url = text('url');
  const fromUrl = url === null ? {} : parseUrl(url);
  if (fromUrl === null) {
    return refuse(
      'The address of the database is none.',
      'Write it as in postgres://user@host:5432/database.',
    );
  }
  const portText = text('port') ?? fromUrl.port ?? '5432';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return refuse('"port" must be a whole number up to 65535.', 'PostgreSQL’s own is 5432.');
  }
  const sslMode = text('sslmode') ?? fromUrl.sslmode ?? 'prefer';
  if (!sslModes.includes(sslMode)) {
    return refuse(`"sslmode" is ${JSON.stringify(sslMode)}.`, `It can be ${sslModes.join(', ')}.`);
  }
  const ssl = await sslOptions(sslMode, text);
  if (!ssl.ok) return ssl;
  const seconds = Number(text('connect_timeout') ?? defaultConnectSeconds);
  const host = text('host') ?? fromUrl.host ?? 'localhost';
  const database = text('database') ?? fromUrl.database;
  const user = text('user') ?? fromUrl.user;
  const password = text('password') ?? fromUrl.password;
  return ok({
    client: {
      host,
      port,
      ...(database === undefined ? {} : { database }),
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ssl: ssl.value,
      connectionTimeoutMillis: (seconds > 0 ? seconds : defaultConnectSeconds) * 1000,
      application_name: 'seeknal',
      keepAlive: true,
    },
    schema: text('schema'),
    mayBePlain: sslMode === 'prefer' || sslMode === 'allow',
    label: `${database ?? user ?? 'the database'} at ${host}:${String(port)}`,
  });
}

interface UrlParts {
  host?: string;
  port?: string;
  database?: string;
  user?: string;
  password?: string;
  sslmode?: string;
}

function parseUrl(text: string): UrlParts | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) return null;
  const sslmode = url.searchParams.get('sslmode');
  return {
    ...(url.hostname === '' ? {} : { host: url.hostname }),
    ...(url.port === '' ? {} : { port: url.port }),
    ...(url.pathname.length < 2 ? {} : { database: decodeURIComponent(url.pathname.slice(1)) }),
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(sslmode === null ? {} : { sslmode }),
  };
}

/** As libpq understands the modes: only the last two look at who the server is. */
async function sslOptions(
  mode: string,
  text: (name: 'sslrootcert' | 'sslcert' | 'sslkey') => string | null,
): Promise<Result<NonNullable<ClientConfig['ssl']>, NodeError>> {
  if (mode === 'disable') return ok(false);
  const files: { ca?: string; cert?: string; key?: string } = {};
  for (const [name, key] of [
    ['sslrootcert', 'ca'],
    ['sslcert', 'cert'],
    ['sslkey', 'key'],
  ] as const) {
    const path = text(name);
    if (path === null) continue;
    try {
      files[key] = await readFile(path, 'utf8');
    } catch {
      return refuse(`"${name}" names a file that can't be read.`, 'Correct the path.');
    }
  }
  return ok({
    ...files,
    rejectUnauthorized: mode.startsWith('verify'),
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  });
}

function pick(params: JsonObject): Record<string, JsonValue> {
  const picked: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(params)) {
    const setting = otherNames[name] ?? name;
    if (value !== null && settingNames.some((known) => known === setting)) picked[setting] = value;
  }
  return picked;
}

function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function refuse(message: string, hint: string): { readonly ok: false; readonly error: NodeError } {
  return err({ code: 'invalid_connection', message, hint });
}
