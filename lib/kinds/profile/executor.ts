import { copyQuery } from '../../engine/copy-query';
import { describeQuery } from '../../engine/describe-query';
import { err, ok } from '../../util/result';
import { nearMatches } from '../../util/near-matches';
import type { Executor } from '../kind';
import { profileColumn, profileTable, type Metric } from './profile-column';
import type { ProfileConfig } from './schema';

/** Measures the columns of its first input, one after the other, into a table of one row a metric. */
export const profileExecutor: Executor<ProfileConfig> = {
  async execute(node, context) {
    const { connection } = context;
    if (context.inputs.length === 0) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to look at.`,
        hint: 'Name the node with the data, as in "inputs: [{ref: transform.clean_users}]".',
      });
    }
    const { columns, params } = node.config.profile ?? {};
    const types = await describeQuery(connection, 'FROM main.input_data');
    const known = [...types.keys()];
    const wanted = columns && columns.length > 0 ? [...new Set(columns)] : known;
    const missing = wanted.filter((name) => !types.has(name));
    if (missing.length > 0) {
      const near = missing.flatMap((name) => nearMatches(name, known, 1));
      return err({
        code: 'missing_column',
        message: `The data lacks ${missing.join(', ')}; it has ${known.join(', ')}.`,
        hint: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Correct "profile.columns".',
      });
    }
    const [counted] = await connection.rows('SELECT count(*) AS n FROM main.input_data');
    const inputRows = Number(counted?.['n'] ?? 0);
    const metrics: Metric[] = [
      { column: '_table_', metric: 'row_count', value: String(inputRows), detail: null },
    ];
    for (const [index, name] of wanted.entries()) {
      if (context.signal.aborted) {
        return err({ code: 'cancelled', message: 'Cancelled before it was done.' });
      }
      metrics.push(
        ...(await profileColumn(connection, {
          name,
          type: types.get(name) ?? '',
          inputRows,
          maxTopValues: params?.max_top_values ?? 5,
          now: context.now(),
        })),
      );
      context.progress({ percent: (100 * (index + 1)) / wanted.length, rows: null });
    }
    const { rowCount } = await copyQuery(connection, profileTable(metrics), context.outputPath);
    return ok({
      rowCount,
      outputPath: context.outputPath,
      metadata: {
        profile_name: node.name,
        input_rows: inputRows,
        metric_count: metrics.length,
        columns_profiled: wanted.length,
      },
    });
  },
};
