const plain = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `4,511` */
export function formatCount(count: number): string {
  return plain.format(count);
}

/** For narrow places: `950`, `12.4K`, `1.2M`. */
export function formatCountShort(count: number): string {
  return count < 10_000 ? plain.format(count) : compact.format(count);
}

/** `1 node`, `3 nodes`. */
export function countOf(count: number, noun: string): string {
  return withNoun(formatCount(count), count, noun);
}

/** The same for narrow places: `1 row`, `12.4K rows`. */
export function countShortOf(count: number, noun: string): string {
  return withNoun(formatCountShort(count), count, noun);
}

function withNoun(text: string, count: number, noun: string): string {
  return `${text} ${noun}${count === 1 ? '' : 's'}`;
}
