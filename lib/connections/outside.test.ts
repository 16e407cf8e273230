import { expect, it } from 'vitest';
import { parseProfiles } from '../project/parse-profiles';
import { Outside } from './outside';

const text = `connections:
  shop:
    type: postgresql
    host: \${DB_HOST:localhost}
    port: 5432
    user: $DB_USER
    password: \${DB_PASSWORD}
  odd:
    type: postgresql
    password: pa$word4me
  dollar:
    type: postgresql
    password: pa$$word
source_defaults:
  postgres: {connection: shop}
  csv: {delimiter: ";", header: "\${HEADER:true}"}
`;

function outside(environment: Record<string, string>) {
  const { profiles, diagnostics } = parseProfiles(text, 'profiles.yml', 'error');
  expect(diagnostics).toEqual([]);
  return new Outside(profiles, environment);
}

it('puts variables and their defaults into a connection, and keeps what is secret covered from then on', () => {
  const world = outside({ DB_USER: 'ann', DB_PASSWORD: 'hunter2' });
  expect(world.connection('shop')).toEqual({
    ok: true,
    value: {
      type: 'postgresql',
      host: 'localhost',
      port: 5432,
      user: 'ann',
      password: 'hunter2',
    },
  });
  expect(world.redactor.text('hunter2 is not the password of ann')).toBe(
    '•••••• is not the password of ann',
  );
});

it('says which variable is not set, and where it stands', () => {
  expect(outside({ DB_USER: 'ann' }).connection('shop')).toMatchObject({
    ok: false,
    error: {
      code: 'variable_not_set',
      message: 'connections.shop.password needs the variable DB_PASSWORD, which is not set.',
      place: { file: 'profiles.yml', line: 7, column: 5 },
    },
  });
});

it('takes a dollar that is doubled for a dollar, and repeats no part of a password that has one', () => {
  const world = outside({});
  expect(world.connection('dollar')).toMatchObject({ value: { password: 'pa$word' } });
  const failed = world.connection('odd');
  expect(failed).toMatchObject({ ok: false, error: { place: { line: 10 } } });
  expect(JSON.stringify(failed)).not.toContain('word4me');
});

it('gives the defaults of a type under all of its names, with the types that YAML would give', () => {
  const world = outside({});
  expect(world.sourceDefaults('postgresql')).toEqual({ ok: true, value: { connection: 'shop' } });
  expect(world.sourceDefaults('csv')).toEqual({
    ok: true,
    value: { delimiter: ';', header: true },
  });
  expect(world.sourceDefaults('parquet')).toEqual({ ok: true, value: {} });
});

it('tells what may have been meant by an unknown connection', () => {
  expect(outside({}).connection('shopp')).toMatchObject({
    error: {
      message: 'profiles.yml defines no connection "shopp".',
      hint: 'Did you mean shop?',
    },
  });
  expect(new Outside().connection('shop')).toMatchObject({
    error: { message: 'The connection "shop" is not defined: there is no profiles.yml.' },
  });
});

it('describes a connection without its secrets, for the fingerprint', () => {
  expect(outside({ DB_USER: 'ann' }).describeConnection('shop')).toEqual({
    type: 'postgresql',
    host: '${DB_HOST:localhost}',
    port: 5432,
    user: '$DB_USER',
  });
});

it('puts variables into the values of a node, and leaves other dollars alone', () => {
  const world = new Outside(undefined, { API_TOKEN: 'tok-123456', PRICE: 'pr-123456' });
  expect(
    world.resolve({ Authorization: 'Bearer ${API_TOKEN}', note: '$5 or $$' }, 'params.headers'),
  ).toEqual({ ok: true, value: { Authorization: 'Bearer tok-123456', note: '$5 or $$' } });
  expect(world.resolve('${PRICE}', 'params.auth', { secret: true })).toEqual({
    ok: true,
    value: 'pr-123456',
  });
  expect(world.redactor.text('tok-123456 pr-123456')).toBe('•••••• ••••••');
  expect(world.resolve('${NOPE}', 'url')).toMatchObject({
    error: { message: 'url needs the variable NOPE, which is not set.' },
  });
});
