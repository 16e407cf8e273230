import { expect, it } from 'vitest';
import { onceEach } from './once-each';

it('works a value out once for each object, also one that is undefined', () => {
  const asked: object[] = [];
  const lengthOf = onceEach((list: readonly string[]) => {
    asked.push(list);
    return list.length === 0 ? undefined : list.length;
  });
  const [none, two] = [[], ['a', 'b']];
  expect([none, two, none, two].map(lengthOf)).toEqual([undefined, 2, undefined, 2]);
  expect(asked).toEqual([none, two]);
});
