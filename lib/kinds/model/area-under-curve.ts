/**
 * Chance that a positive row has a higher score than another, by the ranks of the positives (Mann and
 * Whitney); equal scores share their mean rank. Null without rows of both kinds.
 */
export function areaUnderCurve(
  scores: readonly number[],
  isPositive: readonly boolean[],
): number | null {
  const positives = isPositive.filter(Boolean).length;
  const negatives = isPositive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const ranked = scores
    .map((score, row) => ({ score, isPositive: isPositive[row] === true }))
    .sort((a, b) => a.score - b.score);
  let rankSum = 0;
  let start = 0;
  while (start < ranked.length) {
    let end = start;
    let among = 0;
    while (end < ranked.length && ranked[end]?.score === ranked[start]?.score) {
      if (ranked[end]?.isPositive === true) among += 1;
      end += 1;
    }
    rankSum += among * ((start + 1 + end) / 2);
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
