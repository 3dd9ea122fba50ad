/** Final rounds, by competition and by their number in the tier. Paid by the contract: only the competition adds them. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'

export type Round = {
  readonly tier: number
  readonly ordinal: number
  readonly resultsRoot: Uint8Array
  readonly ranked: number
  readonly finalisedAtNs: bigint
  /** When this contract heard of it. */
  readonly knownAtNs: bigint
}

const version = 1
/** Version, tier, ordinal, root, ranked, times. */
const roundLayout = '114h488'

export function loadRound(cid: bigint): Round | undefined {
  const bytes = storageRead(`c:${cid}`)
  if (bytes === undefined) return undefined
  const record = unpack(roundLayout, bytes)
  return {
    tier: record[1],
    ordinal: record[2],
    resultsRoot: record[3],
    ranked: record[4],
    finalisedAtNs: record[5],
    knownAtNs: record[6],
  }
}

export function requireRound(cid: bigint): Round {
  return loadRound(cid) ?? fail('ERR_ROUND_UNKNOWN', cid)
}

export function addRound(cid: bigint, round: Round): void {
  const { tier, ordinal, resultsRoot, ranked, finalisedAtNs, knownAtNs } = round
  storageWrite(
    `c:${cid}`,
    pack(roundLayout, [version, tier, ordinal, resultsRoot, ranked, finalisedAtNs, knownAtNs]),
  )
  storageWrite(`r:${tier}:${ordinal}`, pack('18', [version, knownAtNs]))
}

/** When a tier's round of that number became known here. */
export function roundKnownAtNs(tier: number, ordinal: number): bigint | undefined {
  const bytes = storageRead(`r:${tier}:${ordinal}`)
  return bytes === undefined ? undefined : unpack('18', bytes)[1]
}
