/** Final rounds, by competition and by their number in the tier. Paid by the contract: only the competition adds them. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { bytes32, type RecordOf, record, u8, u32, u64, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const roundRecord = record({
  version: version(1),
  tier: u8,
  ordinal: u32,
  resultsRoot: bytes32,
  ranked: u32,
  finalisedAtNs: u64,
  /** When this contract heard of it. */
  knownAtNs: u64,
})

export type Round = RecordOf<typeof roundRecord>

/** What is found by a round's number in the tier. */
export const knownRoundRecord = record({ version: version(1), knownAtNs: u64, ranked: u32 })

export function loadRound(cid: bigint): Round | undefined {
  const bytes = storageRead(`c:${cid}`)
  return bytes === undefined ? undefined : roundRecord.decode(bytes)
}

export function requireRound(cid: bigint): Round {
  return loadRound(cid) ?? fail('ERR_ROUND_UNKNOWN', cid)
}

export function addRound(cid: bigint, round: Round): void {
  storageWrite(`c:${cid}`, roundRecord.encode(round))
  storageWrite(`r:${round.tier}:${round.ordinal}`, knownRoundRecord.encode(round))
}

/** When a tier's round of that number became known here, and how many it ranked. */
export function knownRound(
  tier: number,
  ordinal: number,
): RecordOf<typeof knownRoundRecord> | undefined {
  const bytes = storageRead(`r:${tier}:${ordinal}`)
  return bytes === undefined ? undefined : knownRoundRecord.decode(bytes)
}
