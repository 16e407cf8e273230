import type { NodeView } from './run-view';

/** A time in which no node ran. Unix milliseconds. */
export interface IdleGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When nothing ran between the start and the end of a run, for at least `leastMs`. */
export function idleGaps(
  nodes: Iterable<NodeView>,
  { fromMs, toMs }: IdleGap,
  leastMs: number,
): readonly IdleGap[] {
  const busy = [...nodes]
    .flatMap((node) =>
      node.attempts.map((attempt) => ({
        fromMs: attempt.startedAtMs,
        toMs: attempt.endedAtMs ?? toMs,
      })),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const gaps: IdleGap[] = [];
  let idleSince = fromMs;
  for (const one of busy) {
    if (one.fromMs - idleSince >= leastMs) gaps.push({ fromMs: idleSince, toMs: one.fromMs });
    idleSince = Math.max(idleSince, one.toMs);
  }
  if (toMs - idleSince >= leastMs) gaps.push({ fromMs: idleSince, toMs });
  return gaps;
}
