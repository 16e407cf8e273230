/** How wide a text is, in the font that it will be written in. */
export type Measure = (text: string) => number;

/** A name in at most two lines, broken after an underscore; a line that is still too long loses its middle. */
export function nameLines(name: string, width: number, measure: Measure): string[] {
  if (measure(name) <= width) return [name];
  let split = -1;
  for (let i = 1; i < name.length; i += 1) {
    if (name[i - 1] !== '_' && name[i - 1] !== '-' && name[i - 1] !== '.') continue;
    if (measure(name.slice(0, i)) > width) break;
    split = i;
  }
  if (split === -1) return [cutMiddle(name, width, measure)];
  return [name.slice(0, split), cutMiddle(name.slice(split), width, measure)];
}

/** Both ends of a text with … between them: ends tell names apart. */
export function cutMiddle(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let kept = text.length - 1;
  while (kept > 2) {
    const head = Math.ceil(kept * 0.6);
    const cut = `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`;
    if (measure(cut) <= width) return cut;
    kept -= 1;
  }
  return '…';
}
