import type { AuditType } from '../audit-type';
import { acceptedValues } from './accepted-values';
import { customSql } from './custom-sql';
import { notNull } from './not-null';
import { rowCount } from './row-count';
import { unique } from './unique';

/** A new type of audit is a file beside this one and a line here. */
export const auditTypes: ReadonlyMap<string, AuditType> = new Map([
  ['not_null', notNull],
  ['unique', unique],
  ['accepted_values', acceptedValues],
  ['row_count', rowCount],
  ['custom_sql', customSql],
]);
