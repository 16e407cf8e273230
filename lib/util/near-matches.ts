import { distance } from 'fastest-levenshtein';

/**
 * The candidates that somebody who typed `word` may have meant, best first. Letters may be swapped,
 * missing or doubled: up to a third of the word, at least one.
 */
export function nearMatches(word: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = word.toLowerCase();
  const tolerance = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, away: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ away }) => away <= tolerance)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
