import { cutMs } from './measure.mjs';

/** @import { Timing } from './measure.mjs' */

/**
 * @param {string} title
 * @param {readonly Timing[]} timings
 * @param {string} base the one that the others are compared with
 */
export function printTimings(title, timings, base) {
  const reference = timings.find(({ name }) => name === base);
  console.log(`\n${title}`);
  for (const { name, min, median } of timings) {
    if (min === Infinity) {
      console.log(`  ${name.padEnd(26)} cut off after ${cutMs / 1000} s`);
      continue;
    }
    const ratio = reference === undefined ? '' : `${(min / reference.min).toFixed(2)}x`;
    console.log(`  ${name.padEnd(26)} ${ms(min)} ${ms(median)} ${ratio.padStart(8)}`);
  }
}

/** @param {number} value */
function ms(value) {
  return (value < 100 ? value.toFixed(1) : value.toFixed(0)).padStart(9);
}
