import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

const mask = '••••••';

/** Names of fields whose value no page should show. */
const secretName =
  /(^|[_-])(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)($|[_-])/i;

/** The password in an address such as postgres://user:password@host/db. */
const passwordInUrl = /(\b[a-z][\w+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(@)/gi;

/** A line of YAML whose key is named like a secret. */
const secretLine =
  /^(\s*(?:-\s+)?["']?(?:\w+[_-])*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)(?:[_-]\w+)*["']?\s*:[ \t]+)(\S.*)$/gim;

/** A part of a connection string. SQL compares with spaces around the sign, and is left alone. */
const passwordSetting = /\b((?:password|pwd)=)([^\s;,'"&]+)/gi;

/** A place that only refers to a secret, such as ${DB_PASSWORD} or {{ token }}, shows nothing secret. */
const isReference = (text: string): boolean => /^["']?(\$\{?\w|\{\{)/.test(text);

/** The value with passwords and keys covered: by the name of their field, and inside addresses. */
export function maskSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretName.test(name) && isSecret(field) ? mask : maskValue(field),
    ]),
  );
}

/** Text of a file with passwords and keys covered. */
export function maskSecretsInText(text: string): string {
  return text
    .replace(passwordInUrl, `$1${mask}$2`)
    .replace(secretLine, maskUnlessReference)
    .replace(passwordSetting, maskUnlessReference);
}

function maskUnlessReference(whole: string, name: string, secret: string): string {
  return isReference(secret) || secret === 'null' ? whole : `${name}${mask}`;
}

function maskValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return value
      .replace(passwordInUrl, `$1${mask}$2`)
      .replace(passwordSetting, maskUnlessReference);
  }
  if (isJsonArray(value)) return value.map(maskValue);
  return isJsonObject(value) ? maskSecrets(value) : value;
}

function isSecret(value: JsonValue): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && value !== '' && !isReference(value))
  );
}
