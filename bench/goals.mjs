/** @import { Timing } from './measure.mjs' */

/** The goals of the rows, as they are measured; printed together at the end. */
export class Goals {
  /** @type {{ row: string, what: string, goal: string, ours: string, verdict: string }[]} */
  #lines = [];

  /**
   * A ratio of two of the timings, at most `goal`: of the quickest rounds, which the rest of the machine
   * has disturbed least, and of the medians.
   * @param {string} row
   * @param {string} what
   * @param {number} goal
   * @param {readonly Timing[]} timings
   * @param {string} ours
   * @param {string} other
   */
  ratio(row, what, goal, timings, ours, other) {
    const [a, b] = [ours, other].map((name) => timings.find((timing) => timing.name === name));
    if (a === undefined || b === undefined) {
      this.#lines.push({ row, what, goal: `<= ${goal}x`, ours: '-', verdict: `no ${other} here` });
      return;
    }
    if (b.min === Infinity) {
      this.#lines.push({
        row,
        what,
        goal: `<= ${goal}x`,
        ours: `${other} cut off`,
        verdict: 'met',
      });
      return;
    }
    const [min, median] = [a.min / b.min, a.median / b.median];
    const text = `${min.toFixed(2)}x (medians ${median.toFixed(2)}x)`;
    this.#lines.push({ row, what, goal: `<= ${goal}x`, ours: text, verdict: met(min <= goal) });
  }

  /** @param {string} row @param {string} what @param {number} goal @param {number} ours */
  value(row, what, goal, ours) {
    const verdict = Number.isNaN(ours) ? 'not measured' : met(ours <= goal);
    this.#lines.push({ row, what, goal: `<= ${goal}`, ours: ours.toFixed(2), verdict });
  }

  /** What there was no time for. @param {string} part */
  outOfTime(part) {
    this.#lines.push({ row: '-', what: part, goal: '', ours: '-', verdict: 'out of time' });
  }

  /** @param {string} row @param {string} what @param {number} goal @param {number} ours */
  equal(row, what, goal, ours) {
    this.#lines.push({
      row,
      what,
      goal: `= ${goal}`,
      ours: `${ours}`,
      verdict: met(ours === goal),
    });
  }

  print() {
    console.log('\nGoals');
    const place = (/** @type {string} */ row) => parseInt(row, 10) || Infinity;
    const lines = this.#lines.toSorted((a, b) => place(a.row) - place(b.row) || 0);
    for (const { row, what, goal, ours, verdict } of lines) {
      console.log(
        `  ${row.padEnd(3)} ${what.padEnd(46)} ${goal.padEnd(10)} ${ours.padEnd(24)} ${verdict}`,
      );
    }
    const count = (/** @type {string} */ wanted) =>
      lines.filter(({ verdict }) => verdict === wanted).length;
    const measured = count('met') + count('MISSED');
    console.log(
      `\n${count('met')} of ${measured} met, ${lines.length - measured} not measured here`,
    );
  }
}

/** @param {boolean} isMet */
function met(isMet) {
  return isMet ? 'met' : 'MISSED';
}
