import { err } from '../../../util/result';
import type { RuleType } from '../rule-type';

/** The format has the word, but never said what such a check does. */
export const customCheck: RuleType = {
  prepare() {
    return Promise.resolve(
      err({
        code: 'unsupported_rule',
        message: 'Checks of type "custom" are not supported: the format does not say what they do.',
        hint: 'Write the check as a sql_assertion: a query of the rows that are wrong.',
      }),
    );
  },
};
