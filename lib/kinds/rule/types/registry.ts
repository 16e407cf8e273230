import type { RuleType } from '../rule-type';
import { customCheck } from './custom';
import { freshnessCheck } from './freshness';
import { nullCheck } from './null';
import { profileCheck } from './profile-check';
import { rangeCheck } from './range';
import { sqlAssertion } from './sql-assertion';
import { uniquenessCheck } from './uniqueness';
import { valueCheck } from './value';

/** A new type of check is a file beside this one and a line here. */
export const ruleTypes: ReadonlyMap<string, RuleType> = new Map([
  ['null', nullCheck],
  ['range', rangeCheck],
  ['uniqueness', uniquenessCheck],
  ['freshness', freshnessCheck],
  ['sql_assertion', sqlAssertion],
  ['profile_check', profileCheck],
  ['custom', customCheck],
  ['value', valueCheck],
]);
