import { isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '../util/result';
import type { Position } from './node-file';

/** The text of a file, or the place of the first bytes that are not UTF-8. */
export function decodeText(bytes: Buffer): Result<string, Position> {
  if (isUtf8(bytes)) return ok(bytes.toString('utf8'));
  let start = 0;
  for (let line = 1; ; line += 1) {
    const lineBreak = bytes.indexOf('\n', start);
    const end = lineBreak === -1 ? bytes.length : lineBreak;
    const content = bytes.subarray(start, end);
    // Decoding puts U+FFFD where it fails.
    if (!isUtf8(content)) {
      return err({ line, column: Math.max(1, content.toString('utf8').indexOf('\uFFFD') + 1) });
    }
    if (lineBreak === -1) return err({ line, column: 1 });
    start = end + 1;
  }
}
