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
    const [min, median] = [a.min / b.min, a.median / b.median];
    const text = `${min.toFixed(2)}x (medians ${median.toFixed(2)}x)`;
    this.#lines.push({ row, what, goal: `<= ${goal}x`, ours: text, verdict: met(min <= goal) });
  }

  /** @param {string} row @param {string} what @param {number} goal @param {number} ours */
  value(row, what, goal, ours) {
    const verdict = Number.isNaN(ours) ? 'not measured' : met(ours <= goal);
    this.#lines.push({ row, what, goal: `<= ${goal}`, ours: ours.toFixed(2), verdict });
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
    const lines = this.#lines.toSorted((a, b) => parseInt(a.row, 10) - parseInt(b.row, 10));
    for (const { row, what, goal, ours, verdict } of lines) {
      console.log(
        `  ${row.padEnd(3)} ${what.padEnd(46)} ${goal.padEnd(10)} ${ours.padEnd(24)} ${verdict}`,
      );
    }
  }
}

/** @param {boolean} isMet */
function met(isMet) {
  return isMet ? 'met' : 'MISSED';
}
