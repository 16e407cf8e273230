/**
 * The number at an index that is known to exist. Only typed arrays: a function that also saw plain arrays would be slow
 * for all, and this one is called millions of times.
 */
export function at(list: Int32Array | Float64Array, index: number): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No item at ${index} of ${list.length}`);
  return value;
}
