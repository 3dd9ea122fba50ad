/** What entrants and evaluators seal before they show it, as the competition contract hashes it. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, prefixed, sized, uintBytes, utf8 } from './bytes.js'
import { fromHex, toHex } from './hex.js'

/** The competition that a seal is for; it counts nowhere else. */
export type SealContext = {
  /** Chain id as the contract sees it. */
  readonly chainId: string
  readonly contractId: string
  readonly cid: bigint
}

export type EntrySeal = {
  readonly accountId: string
  /** 32 bytes each, as hex. */
  readonly artifactRoot: string
  readonly manifestRoot: string
  readonly salt: string
}

/** `commitment` of `commit`: binds an account to an artefact without showing it. */
export function entryCommitment(context: SealContext, entry: EntrySeal): string {
  return hashOf(
    headOf('research-hub/commit/1', context),
    prefixed(entry.accountId),
    hash32(entry.artifactRoot),
    hash32(entry.manifestRoot),
    hash32(entry.salt),
  )
}

/** `salt_hash` of `enrol`: an evaluator's part of the seed. */
export function saltHash(context: SealContext, evaluatorId: string, salt: string): string {
  return hashOf(headOf('research-hub/salt/1', context), prefixed(evaluatorId), hash32(salt))
}

export type ScoresSeal = {
  readonly entrantId: string
  readonly evaluatorId: string
  /** The competition's seed, as hex. */
  readonly seed: string
  /** One for each benchmark, 0 to 1 048 575. */
  readonly scores: readonly number[]
  readonly salt: string
}

/** `commitment` of `commit_scores`. */
export function scoresCommitment(context: SealContext, seal: ScoresSeal): string {
  return hashOf(
    headOf('research-hub/scores/1', context),
    prefixed(seal.entrantId),
    prefixed(seal.evaluatorId),
    hash32(seal.seed),
    ...seal.scores.map((score) => uintBytes(score, 4)),
    hash32(seal.salt),
  )
}

function headOf(domain: string, { chainId, contractId, cid }: SealContext): Uint8Array {
  return concatBytes(utf8(domain), prefixed(chainId), prefixed(contractId), prefixed(String(cid)))
}

function hash32(hex: string): Uint8Array {
  return sized(fromHex(hex), 32)
}

function hashOf(...parts: readonly Uint8Array[]): string {
  return toHex(sha256(concatBytes(...parts)))
}
