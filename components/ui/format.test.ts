import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes';
import { countOf, formatCountShort } from './format-count';
import { formatDuration } from './format-duration';
import { formatAgo } from './format-time';

describe('formats', () => {
  it('never shows a minute of 60 seconds or ten seconds with two decimals', () => {
    expect(
      [0, 0.004, 0.52, 9.994, 9.996, 59.94, 59.96, 245, 3599.7, 7380].map(formatDuration),
    ).toEqual([
      '0.00 s',
      '0.00 s',
      '0.52 s',
      '9.99 s',
      '10.0 s',
      '59.9 s',
      '1 m 00 s',
      '4 m 05 s',
      '1 h 00 m',
      '2 h 03 m',
    ]);
  });

  it('moves to the next unit of bytes before a fourth digit appears', () => {
    expect([0, 812, 999, 14_200, 999_600, 1_300_000_000].map(formatBytes)).toEqual([
      '0 B',
      '812 B',
      '999 B',
      '14.2 kB',
      '1.0 MB',
      '1.3 GB',
    ]);
  });

  it('shortens counts only where they get long', () => {
    expect([950, 4511, 12_400, 1_200_000].map(formatCountShort)).toEqual([
      '950',
      '4,511',
      '12.4K',
      '1.2M',
    ]);
    expect([countOf(1, 'node'), countOf(0, 'node')]).toEqual(['1 node', '0 nodes']);
  });

  it('says how long ago, and never a time in the future', () => {
    const now = 1_790_000_000_000;
    const ago = (seconds: number) => formatAgo(now - seconds * 1000, now);
    expect([-5, 9, 59, 61, 7300, 90_000].map(ago)).toEqual([
      'just now',
      'just now',
      '59 s ago',
      '1 min ago',
      '2 h ago',
      '1 d ago',
    ]);
  });
});
