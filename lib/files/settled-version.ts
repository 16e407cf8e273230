import { statSync } from 'node:fs';
import { settledAtMs } from './settled-at';

/**
 * A text that is another one whenever any of the files is another one, or is or isn't there; null while one
 * of them is so new that it could change without a trace. Absolute paths.
 */
export function settledVersion(paths: readonly string[]): string | null {
  const nowMs = Date.now();
  const parts: (string | number)[] = [];
  for (const path of paths) {
    const facts = statSync(path, { throwIfNoEntry: false });
    parts.push(path);
    if (facts === undefined) continue;
    const { ino, size, mtimeMs, ctimeMs } = facts;
    if (settledAtMs(mtimeMs, ctimeMs) >= nowMs) return null;
    parts.push(ino, size, mtimeMs, ctimeMs);
  }
  return parts.join('\n');
}
