const steps = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  14_400, 43_200, 86_400,
];

/** Round places for the marks of a time axis of this length: from 0, and never more than seven. */
export function tickSeconds(length: number): number[] {
  const step = steps.find((one) => length / one <= 6) ?? length / 6;
  const count = Math.floor(length / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
