import type { NodeError } from '../../events/run-event';
import { isJsonObject, type JsonObject, type JsonValue } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { Outside } from '../outside';

const defaultTimeoutSeconds = 30;

/** Whom to ask, and with which credentials. */
export interface HttpRequest {
  /** Without user and password, which are in the headers. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long nothing may be heard, milliseconds. */
  readonly timeoutMs: number;
  /** For messages: the address without its query, which may hold a key. */
  readonly label: string;
}

/**
 * A request out of a node's fields: `url`, and in the params `headers`, `auth` and `timeout` (seconds). All
 * of them may have `${VARIABLES}` in them. `auth` is `{type: bearer, token}`, `{type: basic, username,
 * password}`, `{type: api_key, header, key}`, or just a token.
 */
export function httpRequest(
  url: string,
  params: JsonObject,
  outside: Outside,
): Result<HttpRequest, NodeError> {
  const address = outside.resolve(url, 'url');
  if (!address.ok) return address;
  const parsed = typeof address.value === 'string' ? parseUrl(address.value) : null;
  if (parsed === null) {
    return refuse('The address is no URL.', 'Write it as in https://shop.example/orders.');
  }
  const headers = outside.resolve(params['headers'] ?? {}, 'params.headers');
  if (!headers.ok) return headers;
  if (!isJsonObject(headers.value)) {
    return refuse('"headers" must be a mapping.', 'Write it as in {Accept: application/json}.');
  }
  const auth = outside.resolve(params['auth'] ?? null, 'params.auth', { secret: true });
  if (!auth.ok) return auth;
  const login = authHeaders(auth.value, outside);
  if (login === null) {
    return refuse(
      '"auth" is none that is known.',
      'It can be {type: bearer, token: "${TOKEN}"}, {type: basic, username: ..., password: ...} or {type: api_key, header: X-Api-Key, key: ...}.',
    );
  }
  const user = userInfoHeaders(parsed, outside);
  const { timeout } = params;
  const seconds = typeof timeout === 'number' && timeout > 0 ? timeout : defaultTimeoutSeconds;
  return ok({
    url: parsed.href,
    headers: { ...user, ...login, ...textFields(headers.value) },
    timeoutMs: seconds * 1000,
    label: `${parsed.origin}${parsed.pathname}`,
  });
}

function parseUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Takes user and password out of the address: fetch refuses one that has them. */
function userInfoHeaders(url: URL, outside: Outside): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return basicHeader(user, outside);
}

function basicHeader(user: string, outside: Outside): Record<string, string> {
  const encoded = Buffer.from(user).toString('base64');
  outside.redactor.add(encoded);
  return { authorization: `Basic ${encoded}` };
}

function authHeaders(auth: JsonValue, outside: Outside): Record<string, string> | null {
  if (auth === null || auth === '') return {};
  if (typeof auth === 'string') {
    outside.redactor.add(auth);
    return { authorization: `Bearer ${auth}` };
  }
  if (!isJsonObject(auth)) return null;
  const text = (name: string): string => (typeof auth[name] === 'string' ? auth[name] : '');
  const type = text('type').toLowerCase();
  if (type === 'basic' || (type === '' && 'username' in auth)) {
    return basicHeader(`${text('username')}:${text('password')}`, outside);
  }
  if (type === 'bearer' || (type === '' && 'token' in auth)) {
    return { authorization: `Bearer ${text('token')}` };
  }
  if (type === 'api_key' || type === 'apikey') {
    const header = text('header') === '' ? 'X-Api-Key' : text('header');
    const key = text('key') === '' ? text('value') : text('key');
    outside.redactor.add(key);
    return { [header]: key };
  }
  return null;
}

function textFields(fields: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)]]
        : [],
    ),
  );
}

function refuse(message: string, hint: string): { readonly ok: false; readonly error: NodeError } {
  return err({ code: 'invalid_config', message, hint });
}
