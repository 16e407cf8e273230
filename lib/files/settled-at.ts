/** Disks that count time in whole seconds do so in steps of up to 2 s. */
const coarseStepMs = 2000;
/** All others in steps of 10 ms at most. */
const fineStepMs = 50;

/**
 * From when on a file can't be changed any more without getting another time than it has; Unix time in
 * milliseconds. `changedMs` is set by the system alone, so that its digits tell what the disk can count.
 */
export function settledAtMs(modifiedMs: number, changedMs: number): number {
  const stepMs = changedMs % 1000 === 0 ? coarseStepMs : fineStepMs;
  return Math.max(modifiedMs, changedMs) + stepMs;
}
