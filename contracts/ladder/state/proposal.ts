/** Proposals of a pool's manager. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  bytes32,
  type RecordOf,
  record,
  text,
  u64,
  u128,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const proposalRecord = record({
  version: version(1),
  amount: u128,
  evidenceHash: bytes32,
  isForCompetition: bool,
  /** An account, or the number of a competition. */
  targetId: text,
  vetoEndsNs: u64,
  /** Zero until released. */
  releasedAtNs: u64,
  /** The notification that carries it to a competition; zero when there is none. */
  outboxId: u64,
})

/** One a stage; stays as the stage's record once released. Its storage is the manager's. */
export type Proposal = RecordOf<typeof proposalRecord>

export function loadProposal(poolId: bigint, stage: number): Proposal | undefined {
  const bytes = storageRead(`j:${poolId}:${stage}`)
  return bytes === undefined ? undefined : proposalRecord.decode(bytes)
}

export function requireProposal(poolId: bigint, stage: number): Proposal {
  return loadProposal(poolId, stage) ?? fail('ERR_NO_PROPOSAL', poolId)
}

export function saveProposal(poolId: bigint, stage: number, proposal: Proposal): void {
  storageWrite(`j:${poolId}:${stage}`, proposalRecord.encode(proposal))
}

export function removeProposal(poolId: bigint, stage: number): void {
  storageRemove(`j:${poolId}:${stage}`)
}

/** The same for its life. */
export function proposalBytes(poolId: bigint, stage: number, { targetId }: Proposal): bigint {
  return recordBytes(`j:${poolId}:${stage}`, proposalRecord.size + targetId.length)
}
