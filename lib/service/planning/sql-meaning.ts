import type { FieldChange } from '../../diff/field-change';
import { isSqlField } from '../../diff/is-only-layout';
import { isSameSql, sqlTokens } from '../../diff/sql-tokens';
import type { QueryReader } from '../../engine/query-tree';
import { splitStatements } from '../../engine/split-statements';

/** What was found already: plan, graph and diff ask the same of the same edit, and again after the next. */
const answers = new Map<string, boolean>();
const mostAnswers = 1000;

/**
 * Tells whether two texts of SQL mean the same: queries as DuckDB understands them, other statements by
 * their words. DuckDB is loaded when the words differ, and not before.
 */
export class SqlMeaning {
  #reader: Promise<QueryReader> | null = null;

  /** The changes without those of SQL that means the same as before. */
  async realChanges(changes: readonly FieldChange[]): Promise<readonly FieldChange[]> {
    const kept = await Promise.all(changes.map((change) => this.#isKept(change)));
    return changes.filter((_, index) => kept[index] !== true);
  }

  async #isKept({ path, before, after }: FieldChange): Promise<boolean> {
    if (!isSqlField(path) || typeof before !== 'string' || typeof after !== 'string') return false;
    return this.isSame(before, after);
  }

  async isSame(before: string, after: string): Promise<boolean> {
    const pair = JSON.stringify([before, after]);
    const known = answers.get(pair);
    if (known !== undefined) return known;
    const answer = await this.#compare(before, after);
    if (answers.size >= mostAnswers) answers.clear();
    answers.set(pair, answer);
    return answer;
  }

  async #compare(before: string, after: string): Promise<boolean> {
    if (isSameSql(before, after)) return true;
    const [was, is] = [before, after].map((sql) => splitStatements(namedExpressions(sql)));
    if (was === undefined || is === undefined) return false;
    if (was.length !== is.length) return false;
    for (const [index, { sql }] of was.entries()) {
      if (!(await this.#isSameStatement(sql, is[index]?.sql ?? ''))) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    (await this.#reader)?.close();
    this.#reader = null;
  }

  async #isSameStatement(before: string, after: string): Promise<boolean> {
    if (isSameSql(before, after)) return true;
    // Numbers don't change their value by being written differently; most edits end here.
    if (numbersIn(before) !== numbersIn(after)) return false;
    this.#reader ??= import('../../engine/query-tree').then(({ borrowQueryReader }) =>
      borrowQueryReader(),
    );
    const reader = await this.#reader;
    const was = await reader.treeOf(before);
    return was !== null && was === (await reader.treeOf(after));
  }
}

/** DuckDB knows no `{{ }}`: a name stands for each, the same for those that say the same. */
function namedExpressions(sql: string): string {
  return sql.replaceAll(
    /\{\{(.*?)\}\}/gs,
    (_, inner: string) => `expression_${Buffer.from(inner.trim()).toString('hex')}`,
  );
}

/** Those that are plain digits; what else may be a number counts as any other word. */
function numbersIn(sql: string): string {
  return sqlTokens(sql)
    .filter((token) => /^\d+$/.test(token))
    .sort()
    .join(' ');
}
