import { describe, expect, it } from 'vitest';
import { inlinePackages } from './inline-packages';
import { readPython } from './read-python';

const head = 'from seeknal.pipeline import source, transform, feature_group\n';

/** The documents of the nodes, without what says which code makes them. */
function documents(text: string): unknown[] {
  return readPython(text).nodes.map(({ config }) =>
    Object.fromEntries(
      Object.entries(config).filter(([key]) => key !== 'code_sha256' && key !== 'imports'),
    ),
  );
}

const hashOf = (text: string): unknown => readPython(text).nodes[0]?.config['code_sha256'];

describe('nodes of a Python file', () => {
  it('are its decorated functions, with all that their decorators spell out', () => {
    const text = `# /// script
# dependencies = ["pandas"]
# ///
"""Words of the module."""
${head}from seeknal.pipeline.decorators import second_order_aggregation as soa, materialize
from seeknal.pipeline.materialization_config import MaterializationConfig
import pandas as pd

REGIONS = ["north", "south"]

@source(name="orders", source="csv", table="data/orders.csv", columns={"id": "int"}, tags=["raw"])
def orders(ctx=None):
    pass

@materialize(type="postgresql", connection="local", table="a.b", mode="upsert_by_key", unique_keys=["id"])
@transform(
    name="paid", inputs=["source.orders"],
    materialization=MaterializationConfig(enabled=True, table="c.n.t"),
    least=5, regions=REGIONS, share=-0.5, deep={"a": [1, None, True]},
)
def make_paid(ctx):
    """Orders that were paid."""
    rates = ctx.ref("source.rates")
    return ctx.ref('source.orders')

@feature_group(entity={"name": "customer", "join_keys": ["cust_id"]})
def spend(c: "PipelineContext"):
    return c.ref("transform." "paid")

@soa(name="regions", id_col="region", feature_date_col="day", features={"amount": {"basic": ["sum"]}})
def regions(ctx):
    return ctx.ref("transform.paid")
`;
    expect(documents(text)).toEqual([
      {
        kind: 'source',
        name: 'orders',
        source: 'csv',
        table: 'data/orders.csv',
        columns: { id: 'int' },
        tags: ['raw'],
        language: 'python',
        function: 'orders',
      },
      {
        kind: 'transform',
        name: 'paid',
        description: 'Orders that were paid.',
        inputs: [{ ref: 'source.orders' }, { ref: 'source.rates' }],
        materialization: { enabled: true, table: 'c.n.t' },
        params: {
          least: 5,
          regions: ['north', 'south'],
          share: -0.5,
          deep: { a: [1, null, true] },
        },
        materializations: [
          {
            type: 'postgresql',
            mode: 'upsert_by_key',
            connection: 'local',
            table: 'a.b',
            unique_keys: ['id'],
          },
        ],
        language: 'python',
        function: 'make_paid',
      },
      {
        kind: 'feature_group',
        name: 'spend',
        entity: { name: 'customer', join_keys: ['cust_id'] },
        inputs: [{ ref: 'transform.paid' }],
        language: 'python',
        function: 'spend',
      },
      {
        kind: 'second_order_aggregation',
        name: 'regions',
        id_col: 'region',
        feature_date_col: 'day',
        features: { amount: { basic: ['sum'] } },
        inputs: [{ ref: 'transform.paid' }],
        language: 'python',
        function: 'regions',
      },
    ]);
  });

  it('are none where decorators come from elsewhere, or code only looks like one', () => {
    expect(
      documents('from flows import transform\n@transform(name="a")\ndef a(ctx): ...\n'),
    ).toEqual([]);
    expect(documents(`${head}text = '''\n@transform(name="a")\ndef a(ctx): ...\n'''\n`)).toEqual(
      [],
    );
    expect(documents(`${head}# @transform(name="a")\n# def a(ctx): ...\n`)).toEqual([]);
    expect(documents(`${head}def helper(ctx):\n    return ctx.ref("source.a")\n`)).toEqual([]);
  });

  it('are found by any way of importing', () => {
    for (const [imported, decorator] of [
      ['import seeknal.pipeline as sp', '@sp.transform'],
      ['from seeknal import pipeline', '@pipeline.transform'],
      ['import seeknal', '@seeknal.pipeline.transform'],
      ['from seeknal.pipeline import *', '@transform'],
      ['from seeknal.pipeline import (\n  source,\n  transform as tf,\n)', '@tf'],
    ] as const) {
      const text = `${imported}\n\n${decorator}("a")\nasync def f(ctx):\n  return ctx.ref('source.b')\n`;
      expect(documents(text)).toMatchObject([{ name: 'a', inputs: [{ ref: 'source.b' }] }]);
    }
  });

  it('are called as their function without a name', () => {
    expect(documents(`${head}@transform()\ndef cleaned(ctx):\n  return 1\n`)).toMatchObject([
      { name: 'cleaned' },
    ]);
  });

  it('tell what is not spelled out, at its place', () => {
    const text = `${head}@transform(name=NAME + "x", inputs=[f"source.{x}"], size=len("abc"))\ndef a(ctx):\n  return 1\n\n@transform\ndef b(ctx):\n  return 1\n`;
    const { mistakes } = readPython(text);
    expect(
      mistakes.map(({ severity, message, offset }) => [
        severity,
        message,
        text.slice(offset, offset + 6),
      ]),
    ).toEqual([
      ['error', expect.stringContaining('"name" of @transform is not spelled out'), 'name=N'],
      ['error', expect.stringContaining('"inputs" of @transform'), 'inputs'],
      ['warning', expect.stringContaining('"size" of @transform'), 'size=l'],
      ['error', '@transform needs parentheses.', '@trans'],
    ]);
  });

  it('are others when the code says something else, and the same when only its layout differs', () => {
    const code = `${head}@transform(name="a")\ndef a(ctx):\n  return [1, 2]\n`;
    const same = `${head}\n\n@transform( name = 'a' )  # words\ndef a(ctx):\n\n  return [\n    1,\n      2]\n`;
    expect(hashOf(same)).toBe(hashOf(code));
    expect(hashOf(code.replace('2', '3'))).not.toBe(hashOf(code));
    expect(hashOf(code.replace('  return', '    return'))).not.toBe(hashOf(code));
    expect(hashOf(`# /// script\n# dependencies = ["x"]\n# ///\n${code}`)).not.toBe(hashOf(code));
  });

  it('survive code that is no code', () => {
    for (const text of [
      '@',
      '@transform(',
      '@transform(name="',
      `@transform(name=[{"a":`,
      "'''",
      '\\',
    ]) {
      expect(() => readPython(head + text)).not.toThrow();
    }
  });
});

it('takes the packages of a file from the comment at its top', () => {
  const text =
    '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#     "pandas>=2",\n#     "seeknal",\n#     "requests",\n# ]\n# ///\n';
  expect(inlinePackages(text)).toEqual({
    packages: ['pandas>=2', 'requests', 'pyarrow', 'duckdb'],
    requiresPython: '>=3.11',
  });
  expect(inlinePackages('')).toEqual({
    packages: ['pandas', 'pyarrow', 'duckdb'],
    requiresPython: null,
  });
});
