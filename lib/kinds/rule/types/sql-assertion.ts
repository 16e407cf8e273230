import { quoteName, quotePath } from '../../../engine/sql-text';
import { fileStemOf, kindOfId, shortNameOf } from '../../../graph/node-id';
import { err, ok } from '../../../util/result';
import { prepareQuery } from '../../prepare-query';
import type { RuleType } from '../rule-type';

/** The rows of a query are the violations. Each input is also the view `kind_name`. */
export const sqlAssertion: RuleType = {
  async prepare({ node, check, path, context }) {
    if (typeof check.sql !== 'string' || check.sql.trim() === '') {
      return err({
        code: 'invalid_config',
        message: 'The sql_assertion has no sql.',
        hint: 'Add "sql:" with a query of the rows that are wrong.',
      });
    }
    await context.connection.run(
      context.inputs
        .map(
          ({ id }) =>
            `CREATE OR REPLACE VIEW main.${quoteName(fileStemOf(id))} AS FROM ${quotePath(kindOfId(id), shortNameOf(id))}`,
        )
        .join(';\n'),
    );
    const prepared = await prepareQuery(node, check.sql, [...path, 'sql'], context);
    if (!prepared.ok) return prepared;
    return ok({
      query: `FROM (${prepared.value.query}\n)`,
      columns: [],
      judge: (violations) =>
        violations === 0
          ? { passed: true, message: 'SQL assertion passed (0 violations)' }
          : {
              passed: false,
              message: `SQL assertion failed: ${String(violations)} violation row(s) returned`,
            },
    });
  },
};
