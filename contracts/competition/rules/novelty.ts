/** Whether an entry whose artefact is not new may rank beside the earlier ones. Pure. */

/**
 * An entry with the artefact of somebody earlier, or one made of it, ranks only when it beats the best
 * of those by `epsilon`; one whose artefact is its own always may.
 */
export function mayRank(score: number, bestEarlier: number | undefined, epsilon: number): boolean {
  return bestEarlier === undefined || score >= bestEarlier + epsilon
}
