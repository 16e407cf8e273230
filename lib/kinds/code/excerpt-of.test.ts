import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { NodeError } from '../../events/run-event';
import { temporaryProject } from '../../testing/temporary-project';
import { withExcerpt } from './excerpt-of';

const failedAt = (line: number, file = 'node.py'): NodeError => ({
  code: 'python_failed',
  message: 'no',
  place: { file, line, column: 1 },
});

async function fileOf(lines: number): Promise<string> {
  const { root } = await temporaryProject({});
  const text = Array.from({ length: lines }, (_, index) => `line ${String(index + 1)}`);
  await writeFile(join(root, 'node.py'), text.join('\r\n'));
  return root;
}

it.each([
  [10, 20, { first_line: 6, last: 'line 14' }],
  [1, 20, { first_line: 1, last: 'line 5' }],
  [20, 20, { first_line: 16, last: 'line 20' }],
  [1, 1, { first_line: 1, last: 'line 1' }],
])('keeps the lines around line %i of %i', async (line, of, { first_line, last }) => {
  const { excerpt } = await withExcerpt(failedAt(line), await fileOf(of));
  expect(excerpt?.first_line).toBe(first_line);
  expect(excerpt?.lines[line - first_line]).toBe(`line ${String(line)}`);
  expect(excerpt?.lines.at(-1)).toBe(last);
});

it('leaves a failure alone whose place is not known or not there', async () => {
  const root = await fileOf(3);
  const placeless = { code: 'timeout', message: 'too long' };
  expect(await withExcerpt(placeless, root)).toEqual(placeless);
  for (const failure of [failedAt(9), failedAt(1, 'gone.py')]) {
    expect(await withExcerpt(failure, root)).toEqual(failure);
  }
});
