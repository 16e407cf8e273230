import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeError } from '../../events/run-event';

/** Lines kept before and after the one that is pointed at. */
const around = 4;

/**
 * The failure with the lines around its place, as they are now: a person who looks at the run later sees the code that
 * failed, also when the file has changed since.
 */
export async function withExcerpt<Failure extends NodeError>(
  failure: Failure,
  projectDir: string,
): Promise<Failure> {
  if (failure.place === undefined) return failure;
  const { file, line } = failure.place;
  const text = await readFile(join(projectDir, file), 'utf8').catch(() => null);
  const lines = text?.trimEnd().split(/\r?\n/) ?? [];
  if (line > lines.length) return failure;
  const first = Math.max(1, line - around);
  return {
    ...failure,
    excerpt: { first_line: first, lines: lines.slice(first - 1, line + around) },
  };
}
