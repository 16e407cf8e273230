import { expect, it } from 'vitest';
import { id } from '../../testing/manifest-of';
import { maskEvent } from './mask-event';

const address = 'postgres://ada:hunter2@db/shop';

it('nothing that is written of a run has a password in it', () => {
  const finished = maskEvent({
    type: 'node_finished',
    node_id: id('source.users'),
    status: 'failed',
    duration: 1,
    attempts: 1,
    row_count: null,
    output_path: null,
    output_bytes: null,
    fingerprint: null,
    reason: null,
    error: {
      code: 'sql_error',
      message: `can't reach ${address}`,
      hint: 'Start it.',
      excerpt: { first_line: 3, lines: [`db = open("${address}")`, 'api_key = "k-123"'] },
    },
    metadata: { from: address, api_key: 'k-123' },
  });
  const line = maskEvent({ type: 'log', level: 'info', node_id: null, message: `at ${address}` });
  const progress = maskEvent({
    type: 'node_progress',
    node_id: id('source.users'),
    percent: null,
    rows: null,
    statement: `ATTACH '${address}' AS db`,
  });
  for (const event of [finished, line, progress]) {
    const text = JSON.stringify(event);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('k-123');
    expect(text).toContain('postgres://ada:••••••@db/shop');
  }
});
