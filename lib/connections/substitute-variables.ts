import type { Environment } from '../files/read-environment';
import { err, ok, type Result } from '../util/result';

/** `$$`, `${NAME}`, `${NAME:default}` and `$NAME`. */
const everyForm = /\$\$|\$\{([A-Za-z_]\w*)(?::([^}]*))?\}|\$([A-Za-z_]\w*)/g;

/** Without `$NAME`: a dollar may stand for itself, as in SQL. */
const bracedForm = /\$\{([A-Za-z_]\w*)(?::([^}]*))?\}/g;

/** A text with the values of variables, and those of them that hold a secret by their name. */
export interface Substituted {
  readonly text: string;
  /** The values that were put in. */
  readonly values: readonly { readonly variable: string; readonly value: string }[];
}

/**
 * Puts variables into a text. `${NAME:default}` takes the default when there is no such variable
 * (`:-` is taken too); `$$` is a dollar. The error is the name of a variable that is not set.
 */
export function substituteVariables(
  text: string,
  environment: Environment,
  forms: 'all' | 'braced' = 'all',
): Result<Substituted, string> {
  const unset: string[] = [];
  const values: { variable: string; value: string }[] = [];
  const substituted = text.replace(
    forms === 'all' ? everyForm : bracedForm,
    (whole: string, braced?: string, fallback?: string, bare?: string) => {
      if (whole === '$$') return '$';
      const variable = braced ?? (forms === 'all' ? bare : undefined) ?? '';
      const value = environment[variable] ?? fallback?.replace(/^-/, '');
      if (value === undefined) {
        unset.push(variable);
        return '';
      }
      values.push({ variable, value });
      return value;
    },
  );
  const [first] = unset;
  return first === undefined ? ok({ text: substituted, values }) : err(first);
}
