import { distance } from 'fastest-levenshtein';

/**
 * The candidates that somebody who typed `word` may have meant, best first. Letters may be swapped,
 * missing or doubled: up to a third of the word, at least one.
 */
export function nearMatches(word: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = word.toLowerCase();
  const tolerance = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, away: apart(wanted, candidate.toLowerCase()) }))
    .filter(({ away }) => away <= tolerance)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Two letters in the wrong order are one slip, which is counted as two otherwise. */
function apart(a: string, b: string): number {
  if (a.length !== b.length) return distance(a, b);
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const swapped = `${a.slice(0, at)}${a.charAt(at + 1)}${a.charAt(at)}${a.slice(at + 2)}`;
  return a !== b && swapped === b ? 1 : distance(a, b);
}
