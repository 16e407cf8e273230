import { expect, it } from 'vitest';
import { Redactor } from './redactor';

it('covers what it was told, also as part of an address, JSON or a header', () => {
  const redactor = new Redactor();
  redactor.add('p@ss "word"');
  expect(redactor.text('the password p@ss "word" is wrong')).toBe('the password •••••• is wrong');
  expect(redactor.text('postgres://me:p%40ss%20%22word%22@db')).toBe('postgres://me:••••••@db');
  expect(redactor.text(JSON.stringify({ said: 'p@ss "word"' }))).toBe('{"said":"••••••"}');
  expect(redactor.text(`Basic ${Buffer.from('p@ss "word"').toString('base64')}`)).toBe(
    'Basic ••••••',
  );
});

it('learns what stands under telling names, and passwords in addresses', () => {
  const redactor = new Redactor();
  redactor.learn({
    host: 'db.example',
    password: 'hunter2',
    auth: { token: { value: 'nested-one' } },
    list: ['postgres://me:in%20url@db.example/shop'],
  });
  expect(redactor.json({ a: ['hunter2 at db.example'], b: 'nested-one', c: 'in url' })).toEqual({
    a: ['•••••• at db.example'],
    b: '••••••',
    c: '••••••',
  });
});

it('leaves a longer secret no tail, and short words alone', () => {
  const redactor = new Redactor();
  redactor.add('abcd');
  redactor.add('abcdefgh');
  redactor.add('x');
  expect(redactor.text('abcdefgh x')).toBe('•••••• x');
});

it('hands back the same value when there is nothing to cover', () => {
  const redactor = new Redactor();
  const value = { a: ['b'] };
  expect(redactor.json(value)).toBe(value);
  redactor.add('secret');
  expect(redactor.json(value)).toBe(value);
});
