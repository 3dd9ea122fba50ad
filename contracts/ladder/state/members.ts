/** Members of a pool, and proposals of its manager. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import type { Shareholding } from '../rules/shares.js'
import { halves, joined } from './pools.js'

/** Its storage is the member's. */
export type Member = Shareholding & { readonly isRefunded: boolean }

/** One a stage; stays as the stage's record once released. Its storage is the manager's. */
export type Proposal = {
  readonly amount: bigint
  readonly evidenceHash: Uint8Array
  readonly target: { readonly kind: 'account' | 'competition'; readonly id: string }
  readonly vetoEndsNs: bigint
  /** Zero until released. */
  readonly releasedAtNs: bigint
  /** The notification that carries it to a competition; zero when there is none. */
  readonly outboxId: bigint
}

const version = 1
/** Version, refunded, shares, accumulator (high, low), numerator (high, low). */
const memberLayout = '1166666'
/** Version, amount, evidence, kind, target, times, notification. */
const proposalLayout = '16h1s888'

export function loadMember(poolId: bigint, accountId: string): Member | undefined {
  const bytes = storageRead(`d:${poolId}:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(memberLayout, bytes)
  return {
    isRefunded: record[1] === 1,
    shares: record[2],
    countedTo: joined(record[3], record[4]),
    numerator: joined(record[5], record[6]),
  }
}

export function requireMember(poolId: bigint, accountId: string): Member {
  return loadMember(poolId, accountId) ?? fail('ERR_NOT_MEMBER', accountId, poolId)
}

export function saveMember(poolId: bigint, accountId: string, member: Member): void {
  storageWrite(`d:${poolId}:${accountId}`, encodeMember(member))
}

export function removeMember(poolId: bigint, accountId: string): void {
  storageRemove(`d:${poolId}:${accountId}`)
}

export function memberBytes(poolId: bigint, accountId: string): bigint {
  const empty = { isRefunded: false, shares: 0n, countedTo: 0n, numerator: 0n }
  return recordBytes(`d:${poolId}:${accountId}`, encodeMember(empty))
}

function encodeMember({ isRefunded, shares, countedTo, numerator }: Member): Uint8Array {
  const fields = [shares, ...halves(countedTo), ...halves(numerator)] as const
  return pack(memberLayout, [version, isRefunded ? 1 : 0, ...fields])
}

/** The pool that pays a competition; zero when none does. */
export function payerOf(cid: string): bigint {
  const bytes = storageRead(`z:${cid}`)
  return bytes === undefined ? 0n : unpack('18', bytes)[1]
}

export function savePayer(cid: string, poolId: bigint): void {
  storageWrite(`z:${cid}`, encodePayer(poolId))
}

function encodePayer(poolId: bigint): Uint8Array {
  return pack('18', [version, poolId])
}

export function loadProposal(poolId: bigint, stage: number): Proposal | undefined {
  const bytes = storageRead(`j:${poolId}:${stage}`)
  if (bytes === undefined) return undefined
  const record = unpack(proposalLayout, bytes)
  return {
    amount: record[1],
    evidenceHash: record[2],
    target: { kind: record[3] === 0 ? 'account' : 'competition', id: record[4] },
    vetoEndsNs: record[5],
    releasedAtNs: record[6],
    outboxId: record[7],
  }
}

export function requireProposal(poolId: bigint, stage: number): Proposal {
  return loadProposal(poolId, stage) ?? fail('ERR_NO_PROPOSAL', poolId)
}

export function saveProposal(poolId: bigint, stage: number, proposal: Proposal): void {
  storageWrite(`j:${poolId}:${stage}`, encodeProposal(proposal))
}

export function removeProposal(poolId: bigint, stage: number): void {
  storageRemove(`j:${poolId}:${stage}`)
}

/** The same for its life. */
export function proposalBytes(poolId: bigint, stage: number, proposal: Proposal): bigint {
  return recordBytes(`j:${poolId}:${stage}`, encodeProposal(proposal))
}

/** What the note of a competition's payer takes; the proposal's manager holds it from the beginning. */
export function payerBytes(poolId: bigint, { target }: Proposal): bigint {
  return target.kind === 'account' ? 0n : recordBytes(`z:${target.id}`, encodePayer(poolId))
}

function encodeProposal(proposal: Proposal): Uint8Array {
  const { amount, evidenceHash, target, vetoEndsNs, releasedAtNs, outboxId } = proposal
  const kind = target.kind === 'account' ? 0 : 1
  return pack(proposalLayout, [
    version,
    amount,
    evidenceHash,
    kind,
    target.id,
    vetoEndsNs,
    releasedAtNs,
    outboxId,
  ])
}
