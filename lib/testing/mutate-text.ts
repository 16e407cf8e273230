/** Random numbers that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What stumbling fingers, and people who wish us ill, put into files. */
const pieces = [
  ...[
    'null',
    '~',
    '[]',
    '{}',
    '[',
    '}',
    '- ',
    ': ',
    '? ',
    '|',
    '>',
    '"',
    "'",
    '#',
    '\t',
    '\r\n',
    '\0',
  ],
  ...[
    '&a',
    '*a',
    '<<: *a',
    '!!binary x',
    '!!js/function x',
    '.nan',
    '.inf',
    '1e999',
    '0x1F',
    '---',
    '...',
  ],
  ...[
    '{{ today }}',
    '{{',
    '}}',
    '{{ env:X|y }}',
    '{{ a.b.c }}',
    '{{ today(x) }}',
    "ref('a.b')",
    "ref('",
    'ref("',
  ],
  ...[
    '../../etc/passwd',
    'é',
    '\u{1F600}',
    '\uFEFF',
    '\u2028',
    '__proto__',
    'constructor',
    'toString',
    'kind',
    'name',
  ],
  ...[
    '@transform(',
    'def f(ctx):',
    'defineTransform({',
    '`${',
    '"""',
    '\\',
    '9'.repeat(40),
    'a'.repeat(5000),
  ],
  '['.repeat(300),
  '{a: '.repeat(300),
];

/** A text with one to five random changes. `others` are texts to take lines from. */
export function mutateText(text: string, random: () => number, others: readonly string[]): string {
  let mutated = text;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let times = 1 + below(5); times > 0; times -= 1) {
    const lines = mutated.split('\n');
    const line = below(lines.length);
    const at = below(mutated.length + 1);
    const piece = pieces[below(pieces.length)] ?? '';
    switch (below(9)) {
      case 0:
        mutated = mutated.slice(0, at) + piece + mutated.slice(at);
        break;
      case 1:
        mutated = mutated.slice(0, at) + mutated.slice(at + 1 + below(8));
        break;
      case 2:
        mutated = lines.toSpliced(line, 1).join('\n');
        break;
      case 3:
        mutated = lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
        break;
      case 4:
        mutated = lines
          .toSpliced(line, 1, `${' '.repeat(below(5))}${lines[line] ?? ''}`)
          .join('\n');
        break;
      case 5:
        mutated = lines
          .toSpliced(line, 1, (lines[line] ?? '').replace(/:.*/, `: ${piece}`))
          .join('\n');
        break;
      case 6:
        mutated = mutated.slice(0, at);
        break;
      case 7: {
        const other = (others[below(others.length)] ?? '').split('\n');
        mutated = lines.toSpliced(line, 0, other[below(other.length)] ?? '').join('\n');
        break;
      }
      default:
        mutated = mutated.slice(0, at) + String.fromCharCode(below(0x250)) + mutated.slice(at + 1);
    }
  }
  return mutated;
}
