/** Beyond this many pairs of lines, comparing each with each would take longer than reading both texts. */
const mostPairs = 1_000_000;

/** The lines that only one of two texts has, as `- before` and `+ after`, in the order of reading. */
export function changedLines(before: string, after: string): string[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  if (was.length * is.length > mostPairs) {
    return [...was.map((line) => `- ${line}`), ...is.map((line) => `+ ${line}`)];
  }
  // common[i][j]: how many lines in the same order what follows i here and j there has in common.
  const width = is.length + 1;
  const common = new Uint32Array((was.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changed: string[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      i += 1;
      j += 1;
    } else if (j >= is.length || (i < was.length && at(i + 1, j) >= at(i, j + 1))) {
      changed.push(`- ${was[i] ?? ''}`);
      i += 1;
    } else {
      changed.push(`+ ${is[j] ?? ''}`);
      j += 1;
    }
  }
  return changed;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
