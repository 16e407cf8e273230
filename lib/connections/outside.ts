import type { NodeError } from '../events/run-event';
import type { Environment } from '../files/read-environment';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { isSecretName, mask, maskSecrets } from '../util/mask-secrets';
import { nearMatches } from '../util/near-matches';
import { Redactor } from '../util/redactor';
import { err, ok, type Result } from '../util/result';
import { mainTypeName, noProfiles, type Profiles } from './profiles';
import { substituteVariables } from './substitute-variables';

/**
 * What nodes may know of the world outside the project: connections and defaults of profiles.yml, and
 * variables. They are resolved when they are asked for, and the secrets among them are remembered, so that
 * `redactor` covers them in all that is written afterwards.
 */
export class Outside {
  readonly redactor: Redactor;
  readonly #profiles: Profiles;
  readonly #environment: Environment;

  constructor(
    profiles: Profiles = noProfiles,
    environment: Environment = {},
    redactor = new Redactor(),
  ) {
    this.#profiles = profiles;
    this.#environment = environment;
    this.redactor = redactor;
    for (const settings of profiles.connections.values()) redactor.learn(settings);
    for (const params of profiles.sourceDefaults.values()) redactor.learn(params);
    redactor.learn(profiles.materialization);
  }

  /** The settings of a connection, with its variables put in. */
  connection(name: string): Result<JsonObject, NodeError> {
    const settings = this.#profiles.connections.get(name);
    if (settings === undefined) return err(this.#unknownConnection(name));
    return this.#resolveProfile(settings, ['connections', name]);
  }

  /** The params that all sources of a type share, with variables put in; empty without any. */
  sourceDefaults(type: string): Result<JsonObject, NodeError> {
    const name = mainTypeName(type);
    const params = this.#profiles.sourceDefaults.get(name);
    if (params === undefined) return ok({});
    return this.#resolveProfile(params, ['source_defaults', name], { typed: true });
  }

  /** What every target of a materialization shares. */
  materializationDefaults(): Result<JsonObject, NodeError> {
    return this.#resolveProfile(this.#profiles.materialization, ['materialization'], {
      typed: true,
    });
  }

  /** The settings of a connection as they are written, without what is secret; null for none of this name. */
  describeConnection(name: string): JsonObject | null {
    const settings = this.#profiles.connections.get(name);
    return settings === undefined ? null : withoutSecrets(settings);
  }

  /** The defaults of a type as they are written, without what is secret. */
  describeSourceDefaults(type: string): JsonObject | null {
    const params = this.#profiles.sourceDefaults.get(mainTypeName(type));
    return params === undefined ? null : withoutSecrets(params);
  }

  /**
   * A value of a node's own document with `${VARIABLES}` put in; `what` is how messages call it, as in
   * params. With `secret`, all that is put in counts as secret, whatever it is called.
   */
  resolve(
    value: JsonValue,
    what: string,
    options: { readonly secret?: true } = {},
  ): Result<JsonValue, NodeError> {
    this.redactor.learn(value);
    return this.#substitute(value, [], {
      forms: 'braced',
      secret: options.secret === true,
      typed: false,
      unset: (path, variable) => ({
        code: 'variable_not_set',
        message: `${[what, ...path].join('.')} needs the variable ${variable}, which is not set.`,
        hint: `Set it before the run or in the project's .env, or give a default: \${${variable}:...}.`,
      }),
    });
  }

  #resolveProfile(
    value: JsonObject,
    at: readonly string[],
    { typed = false }: { readonly typed?: boolean } = {},
  ): Result<JsonObject, NodeError> {
    const resolved = this.#substitute(value, [], {
      forms: 'all',
      secret: false,
      typed,
      unset: (path, variable) => {
        const where = [...at, ...path];
        const place = this.#profiles.placeOf(where);
        // In a password that has a dollar in it the name is a part of the secret.
        const isSecret = path.some(isSecretName) && !isBraced(value, path, variable);
        return {
          code: 'variable_not_set',
          message: isSecret
            ? `${where.join('.')} refers to a variable that is not set.`
            : `${where.join('.')} needs the variable ${variable}, which is not set.`,
          hint: isSecret
            ? 'Write $$ for a dollar that stands for itself.'
            : `Set it before the run or in the project's .env, or give a default: \${${variable}:...}.`,
          ...(place === null ? {} : { place }),
        };
      },
    });
    if (!resolved.ok) return resolved;
    this.redactor.learn(resolved.value);
    return ok(isJsonObject(resolved.value) ? resolved.value : {});
  }

  #substitute(
    value: JsonValue,
    path: readonly string[],
    how: {
      readonly forms: 'all' | 'braced';
      readonly secret: boolean;
      readonly typed: boolean;
      readonly unset: (path: readonly string[], variable: string) => NodeError;
    },
  ): Result<JsonValue, NodeError> {
    if (typeof value === 'string') {
      const put = substituteVariables(value, this.#environment, how.forms);
      if (!put.ok) return err(how.unset(path, put.error));
      const { text, values } = put.value;
      for (const { variable, value: part } of values) {
        if (how.secret || isSecretName(variable)) this.redactor.add(part);
      }
      this.redactor.learn(text, path.at(-1) ?? '');
      if (text.includes(mask)) return err(coveredSecret(path));
      return ok(how.typed && values.length > 0 ? typedValue(text) : text);
    }
    if (isJsonArray(value)) {
      const items: JsonValue[] = [];
      for (const [index, item] of value.entries()) {
        const resolved = this.#substitute(item, [...path, String(index)], how);
        if (!resolved.ok) return resolved;
        items.push(resolved.value);
      }
      return ok(items);
    }
    if (!isJsonObject(value)) return ok(value);
    const fields: Record<string, JsonValue> = {};
    for (const [name, field] of Object.entries(value)) {
      const resolved = this.#substitute(field, [...path, name], how);
      if (!resolved.ok) return resolved;
      fields[name] = resolved.value;
    }
    return ok(fields);
  }

  #unknownConnection(name: string): NodeError {
    const { file, connections } = this.#profiles;
    if (file === null) {
      return {
        code: 'unknown_connection',
        message: `The connection "${name}" is not defined: there is no profiles.yml.`,
        hint: `Write one into the project folder: connections: {${name}: {type: postgresql, host: localhost, database: shop, user: me, password: "\${DB_PASSWORD}"}}.`,
      };
    }
    const near = nearMatches(name, connections.keys());
    const known = [...connections.keys()].join(', ');
    return {
      code: 'unknown_connection',
      message: `${file} defines no connection "${name}".`,
      hint:
        near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : known === ''
            ? 'Add it under "connections".'
            : `Add it under "connections"; there are ${known}.`,
    };
  }
}

/** A text that came from a variable, as YAML would read it. */
function typedValue(text: string): JsonValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}

function withoutSecrets(settings: JsonObject): JsonObject {
  return maskSecrets(
    Object.fromEntries(Object.entries(settings).filter(([name]) => !isSecretName(name))),
  );
}

function isBraced(value: JsonObject, path: readonly string[], variable: string): boolean {
  let at: JsonValue | undefined = value;
  for (const key of path) {
    at = isJsonObject(at) ? at[key] : isJsonArray(at) ? at[Number(key)] : undefined;
  }
  return typeof at === 'string' && at.includes(`\${${variable}`);
}

function coveredSecret(path: readonly string[]): NodeError {
  return {
    code: 'secret_not_kept',
    message: `${path.join('.')} was covered when the manifest was written, as all secrets are.`,
    hint: 'Write it as a variable, as in "${DB_PASSWORD}", or run from the node files.',
  };
}
