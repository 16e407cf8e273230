import { expect, it } from 'vitest';
import { cutMiddle, nameLines } from './name-lines';

const measure = (text: string): number => text.length;

it('keeps both ends of a name that is too long', () => {
  const cut = cutMiddle('customer_lifetime_value_daily', 12, measure);
  expect(cut).toMatch(/^cust.*….*ly$/);
  expect(cut.length).toBeLessThanOrEqual(12);
  expect(cutMiddle('short', 12, measure)).toBe('short');
});

it('breaks a name after an underscore, into two lines at most', () => {
  expect(nameLines('clean_users', 20, measure)).toEqual(['clean_users']);
  expect(nameLines('clean_users_complete', 12, measure)).toEqual(['clean_users_', 'complete']);
  const lines = nameLines('one_two_three_four_five_six', 9, measure);
  expect(lines).toHaveLength(2);
  expect(lines[1]!.length).toBeLessThanOrEqual(9);
});
