import { expect, test } from 'vitest';
import { maskSecrets, maskSecretsInCode, maskSecretsInText } from './mask-secrets';

test('covers fields that are named like a secret, at any depth', () => {
  expect(
    maskSecrets({ params: { db_password: 'hunter2', host: 'db' }, list: [{ api_key: 'abc' }] }),
  ).toEqual({
    params: { db_password: '••••••', host: 'db' },
    list: [{ api_key: '••••••' }],
  });
});

test('covers the password inside an address and leaves the rest readable', () => {
  expect(maskSecrets({ table: 'postgres://ann:s3cret@db.example/shop' })).toEqual({
    table: 'postgres://ann:••••••@db.example/shop',
  });
});

test('leaves names that only contain such a word in passing, references and null', () => {
  const harmless = {
    tokenizer: 'words',
    max_tokens_seen: null,
    password: '${DB_PASSWORD}',
    secret: null,
  };
  expect(maskSecrets(harmless)).toEqual(harmless);
});

test('covers secrets in the text of a file, and nothing beside them', () => {
  expect(maskSecretsInText('name: users\nparams:\n  password: "hunter2"\n  user: ann\n')).toBe(
    'name: users\nparams:\n  password: ••••••\n  user: ann\n',
  );
  expect(maskSecretsInText('table: mysql://a:b@h/x\nkey: password=abc;host=h')).toBe(
    'table: mysql://a:••••••@h/x\nkey: password=••••••;host=h',
  );
  expect(
    maskSecretsInText('params: {host: db, db_password: hunter2, "token": "a, b", user: ann}'),
  ).toBe('params: {host: db, db_password: ••••••, "token": ••••••, user: ann}');
  expect(maskSecretsInText('params: {password: "${DB_PASSWORD}"}')).toBe(
    'params: {password: "${DB_PASSWORD}"}',
  );
  const sql = 'max_tokens: 100\ntransform: |\n  SELECT token, password = token AS same FROM t\n';
  expect(maskSecretsInText(sql)).toBe(sql);
  expect(maskSecretsInText('password: {{ db_password }}')).toBe('password: {{ db_password }}');
});

test.each([
  ['PASSWORD = "hunter2"', 'PASSWORD = ••••••'],
  ["login(user='ann', api_key='k1')", "login(user='ann', api_key=••••••)"],
  ['{"token": "abc", "name": "ann"}', '{"token": ••••••, "name": "ann"}'],
  ['password = os.environ["DB_PASSWORD"]', 'password = os.environ["DB_PASSWORD"]'],
  ['if password == "x": pass', 'if password == "x": pass'],
  ['key = "region"', 'key = "region"'],
])('covers what code gives to names of secrets: %s', (line, shown) => {
  expect(maskSecretsInCode(line)).toBe(shown);
});
