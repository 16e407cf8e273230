/** The hint that names what somebody may have meant. */
export function didYouMean(candidates: readonly string[]): string {
  return `Did you mean ${candidates.join(', ')}?`;
}
