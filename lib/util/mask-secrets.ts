import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json';

/** What stands in the place of a secret. */
export const mask = '••••••';

/** Names of fields whose value no page should show. */
const secretName =
  /(^|[_-])(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie)($|[_-])/i;

/** A query parameter that lets whoever has the address in, as in a signed link. */
const secretInQuery =
  /([?&](?:[\w-]*(?:token|secret|password|passwd|pwd|signature|api[_-]?key|access[_-]?key)|sig|key)=)([^\s&#"']+)/gi;

/** Fields of a node that say how to reach the world outside; words and SQL are never looked at. */
const outsideFields = new Set(
  'params url table headers auth connection materialization materializations'.split(' '),
);

/** The password in an address such as postgres://user:password@host/db. */
const passwordInUrl = /(\b[a-z][\w+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(@)/gi;

/** A line of YAML whose key is named like a secret. */
const secretLine =
  /^(\s*(?:-\s+)?["']?(?:\w+[_-])*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)(?:[_-]\w+)*["']?\s*:[ \t]+)(\S.*)$/gim;

/** The same inside a mapping in braces, as in {user: me, password: x}. */
const secretInBraces =
  /([{,]\s*["']?(?:\w+[_-])*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)(?:[_-]\w+)*["']?\s*:\s*)("[^"\n]*"|'[^'\n]*'|[^\s,{}[\]"'][^,}\n]*)/gi;

/** A part of a connection string. SQL compares with spaces around the sign, and is left alone. */
const passwordSetting = /\b((?:password|pwd)=)([^\s;,'"&]+)/gi;

/** A place that only refers to a secret, such as ${DB_PASSWORD} or {{ token }}, shows nothing secret. */
export const isReference = (text: string): boolean => /^["']?(\$\{?\w|\{\{)/.test(text);

/** The value with passwords and keys covered: by the name of their field, and inside addresses. */
export function maskSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretName.test(name) && isSecret(field) ? mask : maskValue(field),
    ]),
  );
}

/** Names that were asked about: a few dozen, asked about for every value of thousands of nodes. */
const askedNames = new Map<string, boolean>();
const mostAskedNames = 1000;

/** Whether a field of this name holds a secret. */
export function isSecretName(name: string): boolean {
  const known = askedNames.get(name);
  if (known !== undefined) return known;
  const is = secretName.test(name);
  if (askedNames.size < mostAskedNames) askedNames.set(name, is);
  return is;
}

/**
 * A node's document as it is written down: passwords and keys that stand in it as they are, instead of as
 * \${VARIABLES}, are covered. The same object when there are none.
 */
export function maskCredentials(config: JsonObject): JsonObject {
  let masked: Record<string, JsonValue> | null = null;
  for (const [name, value] of Object.entries(config)) {
    if (!outsideFields.has(name) || value === null) continue;
    const covered = coverCredentials(value);
    if (covered !== value) (masked ??= { ...config })[name] = covered;
  }
  return masked ?? config;
}

function coverCredentials(value: JsonValue): JsonValue {
  if (typeof value === 'string') return maskAddress(value);
  if (isJsonArray(value)) {
    const covered = value.map(coverCredentials);
    return covered.some((item, index) => item !== value[index]) ? covered : value;
  }
  if (!isJsonObject(value)) return value;
  let changed: Record<string, JsonValue> | null = null;
  for (const [name, field] of Object.entries(value)) {
    const covered = isSecretName(name) && isSecret(field) ? mask : coverCredentials(field);
    if (covered !== field) (changed ??= { ...value })[name] = covered;
  }
  return changed ?? value;
}

/** Text with the passwords inside addresses covered, and what in their queries lets one in. */
export function maskAddress(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(passwordInUrl, maskInUrl).replace(secretInQuery, maskUnlessReference);
}

function maskInUrl(whole: string, before: string, secret: string, after: string): string {
  return isReference(secret) ? whole : `${before}${mask}${after}`;
}

/** Text of a file with passwords and keys covered. */
export function maskSecretsInText(text: string): string {
  return maskAddress(text)
    .replace(secretLine, maskUnlessReference)
    .replace(secretInBraces, maskUnlessReference)
    .replace(passwordSetting, maskUnlessReference);
}

/** A text that code gives to a name: `name = "x"`, `name="x"`, `"name": 'x'`. */
const assignedText = /(?<name>[A-Za-z_][\w-]*)(?<sign>["']?\s*[:=]\s*[rbuf]?)("[^"]*"|'[^']*')/g;

/** A line of code, with texts covered that are given to names such as `password`. */
export function maskSecretsInCode(line: string): string {
  return maskSecretsInText(line).replace(
    assignedText,
    (whole, name: string, sign: string, text: string) =>
      isSecretName(name) && !isReference(text) ? `${name}${sign}${mask}` : whole,
  );
}

function maskUnlessReference(whole: string, name: string, secret: string): string {
  return isReference(secret) || secret === 'null' ? whole : `${name}${mask}`;
}

function maskValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return maskAddress(value).replace(passwordSetting, maskUnlessReference);
  }
  if (isJsonArray(value)) return value.map(maskValue);
  return isJsonObject(value) ? maskSecrets(value) : value;
}

function isSecret(value: JsonValue): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && value !== '' && !isReference(value))
  );
}
