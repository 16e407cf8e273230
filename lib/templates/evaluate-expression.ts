import type { JsonObject, JsonValue } from '../util/json';
import { nearMatches } from '../util/near-matches';
import { dayFunctions, type CalendarDay } from './calendar-day';
import type { CommonValues } from './common-values';
import type { TemplateValues } from './template-values';

/** Everything that an expression may mean. */
export interface TemplateScope {
  readonly values: TemplateValues;
  /** The day that date functions count from. */
  readonly today: CalendarDay;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly common: CommonValues;
  readonly projectName: string;
  readonly projectDir: string;
  /** What is only known while a run goes on; null before: then these expressions stay as they are. */
  readonly run: { readonly id: string; readonly date: string } | null;
}

export type Evaluated =
  | { readonly found: 'value'; readonly value: JsonValue; readonly isSecret: boolean }
  /** Another one in each run. */
  | { readonly found: 'later' }
  | { readonly found: 'nothing'; readonly message: string; readonly hint: string };

const reservedNames: readonly string[] = ['run_id', 'run_date', 'project_id', 'workspace_path'];
const dateNames: readonly string[] = ['date', 'start_date', 'end_date'];

/** Names that always mean something, so that a node's own parameter of that name is never reached. */
export const takenNames: ReadonlySet<string> = new Set([...reservedNames, ...dayFunctions.keys()]);

/**
 * What an expression stands for: what the command line says, the run, a date function, the environment,
 * shared values, and last the node's own parameters.
 */
export function evaluateExpression(
  source: string,
  scope: TemplateScope,
  own: JsonObject,
): Evaluated {
  if (source.startsWith('env:')) return fromEnvironment(source.slice('env:'.length), scope);
  const [, name = '', , argument] = /^([\w.-]+)\s*(\(\s*(.*?)\s*\))?$/.exec(source) ?? [];
  if (argument === undefined) {
    const given = commandLineValue(name, scope.values);
    if (given !== null) return value(given);
    const reserved = reservedValue(name, scope);
    if (reserved !== null) return reserved;
  }
  const dayFunction = dayFunctions.get(name);
  if (dayFunction !== undefined) {
    const shift = Number(argument ?? '0');
    if (argument !== '' && !Number.isInteger(shift)) {
      return nothing(`{{ ${source} }} needs a whole number.`, `As in {{ ${name}(-1) }}.`);
    }
    return value(dayFunction(scope.today, shift));
  }
  if (argument !== undefined) {
    const near = nearMatches(name, dayFunctions.keys());
    return nothing(
      `There is no function "${name}" for {{ ${source} }}.`,
      near.length > 0 ? mean(near) : `The functions are ${[...dayFunctions.keys()].join(', ')}.`,
    );
  }
  const shared = scope.common.get(name);
  if (shared !== undefined) return value(shared);
  const ownValue = own[name];
  if (ownValue !== undefined && ownValue !== null) return value(ownValue);
  return unknown(name, scope, own);
}

function unknown(name: string, { common }: TemplateScope, own: JsonObject): Evaluated {
  if (dateNames.includes(name)) {
    const flag = `--${name.replace('_', '-')}`;
    return nothing(`{{ ${name} }} has no value.`, `Give one, as in ${flag} 2026-01-31.`);
  }
  const known = name.includes('.')
    ? [...common.keys()]
    : [...Object.keys(own), ...takenNames, ...dateNames, ...common.keys()];
  const near = nearMatches(name, known);
  return nothing(
    name.includes('.')
      ? `{{ ${name} }} names nothing in seeknal/common.`
      : `{{ ${name} }} has no value.`,
    near.length > 0
      ? mean(near)
      : name.includes('.')
        ? 'Shared values are written src.param, src.ref, rules.id or transforms.id.'
        : `Add "${name}" to the params of the node, or give it: --params '{"${name}": ...}'.`,
  );
}

function commandLineValue(
  name: string,
  { date, startDate, endDate, params }: TemplateValues,
): JsonValue | null {
  const given = params[name];
  if (given !== undefined && given !== null) return given;
  if (name === 'start_date') return startDate;
  if (name === 'end_date') return endDate;
  return ['date', 'run_date', 'today'].includes(name) ? date : null;
}

function reservedValue(name: string, scope: TemplateScope): Evaluated | null {
  if (name === 'project_id') return value(scope.projectName);
  if (name === 'workspace_path') return value(scope.projectDir);
  if (name !== 'run_id' && name !== 'run_date') return null;
  if (scope.run === null) return { found: 'later' };
  return value(name === 'run_id' ? scope.run.id : scope.run.date);
}

function fromEnvironment(text: string, { environment }: TemplateScope): Evaluated {
  const bar = text.indexOf('|');
  const name = (bar === -1 ? text : text.slice(0, bar)).trim();
  const set = environment[name];
  if (set !== undefined) return { found: 'value', value: set, isSecret: true };
  if (bar !== -1) return value(unquote(text.slice(bar + 1).trim()));
  return nothing(
    `Environment variable '${name}' not set and no default provided`,
    `Set it, or write a default: {{ env:${name}|default }}.`,
  );
}

function unquote(text: string): string {
  return /^(['"])(.*)\1$/.exec(text)?.[2] ?? text;
}

function value(found: JsonValue): Evaluated {
  return { found: 'value', value: found, isSecret: false };
}

function nothing(message: string, hint: string): Evaluated {
  return { found: 'nothing', message, hint };
}

function mean(near: readonly string[]): string {
  return `Did you mean ${near.join(', ')}?`;
}
