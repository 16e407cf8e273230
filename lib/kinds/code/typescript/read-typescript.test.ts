import { describe, expect, it } from 'vitest';
import { readTypescript } from './read-typescript';

const head = "import { defineTransform } from 'seeknal-dag';\n";

function documents(text: string): unknown[] {
  return readTypescript(head + text).nodes.map(({ config }) => {
    const entries = Object.entries(config).filter(([key]) => key !== 'code_sha256');
    return Object.fromEntries(entries);
  });
}

describe('nodes of a TypeScript file', () => {
  it('are what defineTransform is given, as far as it is spelled out', () => {
    const text = `
// defineTransform({ name: 'not this' })
export default defineTransform({
  name: 'late_orders',
  description: \`Orders that came late\`,
  tags: ['orders', "daily"],
  inputs: ['source.orders'],
  params: { days: 3, deep: { list: [1, -2.5, true, null] } } as const,
  timeout: 60,
  async run(ctx): Promise<Map<string, number>[]> {
    const pattern = /[{"\`]/g; // a brace that opens nothing
    const users = await ctx.rows('source.users');
    return ctx.sql(\`SELECT * FROM \${ctx.ref('transform.paid')} WHERE a > \${users.length / 2}\`);
  },
});
export const other = defineTransform({ name: 'other', run: ({ ref }) => \`FROM \${ref("source.a")}\` });
`;
    expect(documents(text)).toEqual([
      {
        kind: 'transform',
        name: 'late_orders',
        description: 'Orders that came late',
        tags: ['orders', 'daily'],
        inputs: [{ ref: 'source.orders' }, { ref: 'source.users' }, { ref: 'transform.paid' }],
        params: { days: 3, deep: { list: [1, -2.5, true, null] } },
        timeout: 60,
        language: 'typescript',
      },
      {
        kind: 'transform',
        name: 'other',
        inputs: [{ ref: 'source.a' }],
        language: 'typescript',
      },
    ]);
  });

  it('tell what is not spelled out, missing or unknown', () => {
    const text = `${head}defineTransform({ name: makeName(), inputs: [...all], tag: ['x'] });\ndefineTransform(settings);`;
    expect(
      readTypescript(text).mistakes.map(({ severity, message }) => [severity, message]),
    ).toEqual([
      ['error', expect.stringContaining('"name" of defineTransform is not spelled out')],
      ['error', expect.stringContaining('"inputs" of defineTransform is not spelled out')],
      ['warning', '"tag" of defineTransform is not known and has no effect.'],
      ['error', 'defineTransform has no "run".'],
      ['error', expect.stringContaining('What defineTransform is given is not spelled out')],
    ]);
  });

  it('survive code that is no code', () => {
    for (const text of [
      'defineTransform(',
      'defineTransform({',
      'defineTransform({ name: `a${',
      '/[',
      '`${`',
    ]) {
      expect(() => readTypescript(head + text)).not.toThrow();
    }
  });
});
