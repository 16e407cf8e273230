import { describe, expect, it } from 'vitest';
import type { RunEvent } from '@/lib/events/run-event';
import { collectEvents } from './collect-events';

const log = (seq: number): RunEvent => ({
  type: 'log',
  run_id: 'r',
  seq,
  at_ms: seq,
  level: 'info',
  node_id: null,
  message: 'x',
});

function rig() {
  const handed: [string, number[]][] = [];
  const frames: (() => void)[] = [];
  const collector = collectEvents(
    (runId, events) => handed.push([runId, events.map((event) => event.seq)]),
    (flush) => {
      frames.push(flush);
      return () => frames.splice(frames.indexOf(flush), 1);
    },
  );
  return { collector, handed, frames };
}

describe('collectEvents', () => {
  it('hands on all that came since the last frame at once, by run and in order', () => {
    const { collector, handed, frames } = rig();
    collector.add('a', [log(1), log(2)]);
    collector.add('b', [log(1)]);
    collector.add('a', [log(3)]);
    expect(frames).toHaveLength(1);
    frames.pop()?.();
    expect(handed).toEqual([
      ['a', [1, 2, 3]],
      ['b', [1]],
    ]);
    collector.add('a', [log(4)]);
    frames.pop()?.();
    expect(handed.at(-1)).toEqual(['a', [4]]);
  });

  it('hands on nothing after it was stopped', () => {
    const { collector, handed, frames } = rig();
    collector.add('a', [log(1)]);
    collector.stop();
    expect(frames).toHaveLength(0);
    expect(handed).toEqual([]);
  });
});
