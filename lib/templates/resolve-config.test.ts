import { describe, expect, it } from 'vitest';
import { resolveConfig } from './resolve-config';
import type { TemplateScope } from './evaluate-expression';
import { noValues } from './template-values';
import { lineAndColumn, offsetOf, originOf } from './text-edits';

const scope: TemplateScope = {
  values: noValues,
  today: { year: 2026, month: 3, day: 1 },
  environment: { REGION: 'north', LEVEL: '3' },
  common: new Map<string, string | number>([
    ['orders.ref', 'source.orders'],
    ['orders.date_column', 'ordered_at'],
    ['rules.valid', 'amount > {{ orders.least }}'],
    ['orders.least', 5],
    ['transforms.loop', 'SELECT {{ transforms.loop }}'],
  ]),
  projectName: 'shop',
  projectDir: '/shop',
  run: null,
};

/** The text that an expression comes to in SQL. */
function sql(expression: string, params = {}, more: Partial<TemplateScope> = {}): unknown {
  const resolved = resolveConfig(
    { kind: 'transform', transform: expression, params },
    { ...scope, ...more },
  );
  return resolved.config['transform'];
}

/** What is told of an expression that stands for nothing. */
function told(expression: string, params = {}): string[] {
  return resolveConfig({ kind: 'transform', transform: expression, params }, scope).unresolved.map(
    ({ message, hint }) => `${message} ${hint}`,
  );
}

describe('an expression', () => {
  it.each([
    ['{{ today }}', '2026-03-01'],
    ['{{today}}', '2026-03-01'],
    ['{{ today(-1) }}', '2026-02-28'],
    ['{{ today( 30 ) }}', '2026-03-31'],
    ['{{ today() }}', '2026-03-01'],
    ['{{ yesterday }}', '2026-02-28'],
    ['{{ month_start }}', '2026-03-01'],
    ['{{ month_start(-1) }}', '2026-02-01'],
    ['{{ month_start(-3) }}', '2025-12-01'],
    ['{{ year_start(0) }}', '2026-01-01'],
    ['{{ year_start(-1) }}', '2025-01-01'],
    ['{{ env:REGION }}', 'north'],
    ['{{ env:NOT_SET|south }}', 'south'],
    ['{{ env:NOT_SET|"a b" }}', 'a b'],
    ['{{ env:NOT_SET| }}', ''],
    ['{{ orders.ref }}', 'source.orders'],
    ['{{ orders.date_column }}', 'ordered_at'],
    ['{{ rules.valid }}', 'amount > 5'],
    ['{{ project_id }}', 'shop'],
    ['{{ workspace_path }}', '/shop'],
    ["'{{ today }}' and {{ yesterday }}", "'2026-03-01' and 2026-02-28"],
  ])('%s is %s', (expression, text) => {
    expect(sql(expression)).toBe(text);
  });

  it.each(["regexp_matches(a, '\\d{{2}}')", "{{'a': 1}}", 'x {{ }} y'])(
    'is not seen in %s',
    (text) => {
      expect(sql(text)).toBe(text);
      expect(told(text)).toEqual([]);
    },
  );

  it('is a value of the command line before anything else', () => {
    const values = {
      date: '2026-01-31',
      startDate: '2026-01-01',
      endDate: null,
      params: { region: 'west', least: 7 },
    };
    const given = { values, today: { year: 2026, month: 1, day: 31 } };
    expect(sql('{{ date }} {{ today }} {{ run_date }}', {}, given)).toBe(
      '2026-01-31 2026-01-31 2026-01-31',
    );
    expect(sql('{{ today(1) }} {{ start_date }}', {}, given)).toBe('2026-02-01 2026-01-01');
    expect(sql('{{ region }} {{ least }}', { region: 'east' }, given)).toBe('west 7');
  });

  it('is a parameter of the node last, so that a name that is taken stays what it is', () => {
    expect(sql('{{ least }} {{ today }}', { least: 5, today: 'never' })).toBe('5 2026-03-01');
  });

  it('of a run stays until there is one', () => {
    const resolved = resolveConfig({ transform: '{{ run_id }} {{ today }}' }, scope);
    expect(resolved).toMatchObject({ isLate: true, unresolved: [] });
    expect(resolved.config).toEqual({ transform: '{{ run_id }} 2026-03-01' });
    const run = { id: 'r1', date: '2026-03-01T10:00:00Z' };
    expect(sql('{{ run_id }} at {{ run_date }}', {}, { run })).toBe('r1 at 2026-03-01T10:00:00Z');
  });
});

describe('an expression that stands for nothing', () => {
  it.each([
    ['{{ lesat }}', '{{ lesat }} has no value. Did you mean least?'],
    ['{{ todya }}', '{{ todya }} has no value. Did you mean today?'],
    ['{{ start_date }}', '{{ start_date }} has no value. Give one, as in --start-date 2026-01-31.'],
    ['{{ orders.date_colum }}', 'Did you mean orders.date_column?'],
    ['{{ tody(-1) }}', 'There is no function "tody" for {{ tody(-1) }}. Did you mean today?'],
    ['{{ today(x) }}', '{{ today(x) }} needs a whole number.'],
    ['{{ env:NOT_SET }}', "Environment variable 'NOT_SET' not set and no default provided"],
    ['{{ transforms.loop }}', '{{ transforms.loop }} leads to itself.'],
  ])('%s is told', (expression, message) => {
    const [first] = told(expression, { least: 1 });
    expect(first).toContain(message);
  });

  it('is told with its field and place', () => {
    const { unresolved } = resolveConfig(
      { params: { a: { b: ['x', 'y {{ nope }}'] } }, transform: 'SELECT 1' },
      scope,
    );
    expect(unresolved).toMatchObject([{ path: ['params', 'a', 'b', 1], offset: 2 }]);
  });
});

describe('params', () => {
  const paramsOf = (params: object, values = noValues): unknown =>
    resolveConfig({ params: params as never }, { ...scope, values }).config['params'];

  it('become numbers and booleans where an expression made them', () => {
    expect(
      paramsOf({
        level: '{{ env:LEVEL }}',
        share: '{{ env:NO|0.5 }}',
        on: '{{ env:NO|yes }}',
        off: '{{ env:NO|0 }}',
        text: 'v{{ env:LEVEL }}',
        written: '3',
        deep: [{ level: '{{ env:LEVEL }}', other: 'yes' }],
      }),
    ).toEqual({
      level: 3,
      share: 0.5,
      on: true,
      off: false,
      text: 'v3',
      written: '3',
      deep: [{ level: 3, other: 'yes' }],
    });
  });

  it('reach SQL as they were spelled', () => {
    expect(sql('LIMIT {{ n }}', { n: '{{ env:NO|1 }}' })).toBe('LIMIT 1');
  });

  it('may use those above them', () => {
    expect(paramsOf({ region: 'east', table: 'orders_{{ region }}' })).toEqual({
      region: 'east',
      table: 'orders_east',
    });
  });

  it('are replaced by those of the command line, whatever their type', () => {
    const values = { ...noValues, params: { least: 9, list: [1, 2], other: 'not a parameter' } };
    expect(paramsOf({ least: 5, list: 'x' }, values)).toEqual({ least: 9, list: [1, 2] });
  });
});

it('leaves words for people, and what a node reads, alone', () => {
  const document = {
    name: 'a',
    description: 'of {{ today }}',
    tags: ['{{ today }}'],
    inputs: [{ ref: '{{ today }}' }],
  };
  expect(resolveConfig(document, scope).config).toEqual(document);
});

it('finds the way back from a place in the SQL that runs to the one that was written', () => {
  const text = 'SELECT {{ today }}, nope\nFROM {{ orders.ref }} WHERE nope';
  const { config, written } = resolveConfig({ transform: text }, scope);
  const ran = config['transform'] as string;
  for (const line of [1, 2]) {
    const at = { line, column: (ran.split('\n')[line - 1] ?? '').indexOf('nope') + 1 };
    const back = originOf(offsetOf(ran, at), written.get('transform')?.edits ?? []);
    expect(text.slice(back, back + 4)).toBe('nope');
    expect(lineAndColumn(text, back).line).toBe(line);
  }
});

it('knows what came from the environment', () => {
  const { used } = resolveConfig({ transform: '{{ env:REGION }} {{ env:NO|x }}' }, scope);
  expect([...used.values()].map(({ isSecret }) => isSecret)).toEqual([true, false]);
});
