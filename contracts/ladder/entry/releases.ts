/** Releases of a pool's stages. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { accountId, decodeArgs, hex, optional, u64, u128 } from '../../common/wire/decode.js'
import * as releases from '../actions/pool-releases.js'
import { fail } from '../errors.js'
import type * as wire from '../interface.js'
import { poolOnly, stageNumber } from '../rules/decoders.js'
import type { Proposal } from '../state/proposal.js'

/**
 * Proposes the present stage's release. The manager; takes its storage. Errors:
 * ERR_POOL_NOT_FOUND, ERR_NOT_MANAGER, ERR_POOL_PHASE, ERR_RELEASE_TARGET, ERR_STAGE_LIMIT,
 * ERR_STAGE_DEADLINE, ERR_PROPOSAL, ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD,
 * ERR_STORAGE_SHORT.
 */
export function propose_release(raw: RawArgs<wire.ProposeReleaseArgs> = input()): void {
  refuseDeposit('propose_release')
  const args = decodeArgs(raw, {
    ...poolOnly,
    amount: u128,
    evidence_hash: hex(32),
    to_account_id: optional(accountId),
    to_cid: optional(u64),
  })
  releases.proposeRelease(args.pool_id, args.amount, args.evidence_hash, targetOf(args))
}

/**
 * Stops a proposal. Guardian or owner, before its time is over. Errors: ERR_NOT_GUARDIAN,
 * ERR_POOL_NOT_FOUND, ERR_NO_PROPOSAL, ERR_VETO_OVER.
 */
export function veto_release(raw: RawArgs<wire.PoolIdArgs> = input()): void {
  refuseDeposit('veto_release')
  releases.vetoRelease(decodeArgs(raw, poolOnly).pool_id)
}

/**
 * Takes a proposal back. The manager. Errors: ERR_POOL_NOT_FOUND, ERR_NOT_MANAGER,
 * ERR_NO_PROPOSAL.
 */
export function withdraw_proposal(raw: RawArgs<wire.PoolIdArgs> = input()): void {
  refuseDeposit('withdraw_proposal')
  releases.withdrawProposal(decodeArgs(raw, poolOnly).pool_id)
}

/**
 * Pays a proposal that was not vetoed, by credit or to the competition. Anyone; one yoctoNEAR
 * attached when tokens go to a competition, nothing otherwise. Errors:
 * ERR_POOL_NOT_FOUND, ERR_POOL_PHASE, ERR_NO_PROPOSAL, ERR_VETO_OPEN, ERR_ONE_YOCTO.
 * @payable
 */
export function release(raw: RawArgs<wire.PoolIdArgs> = input()): void {
  const { pool_id: id } = decodeArgs(raw, poolOnly)
  releases.release(id)
}

/**
 * Gives the shares back what a competition would not take. Anyone. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NO_PROPOSAL, ERR_RECALL.
 */
export function recall_release(raw: RawArgs<wire.PoolStageArgs> = input()): void {
  refuseDeposit('recall_release')
  const args = decodeArgs(raw, { ...poolOnly, stage: stageNumber })
  releases.recallRelease(args.pool_id, args.stage)
}

function targetOf(args: {
  readonly to_account_id: string | undefined
  readonly to_cid: bigint | undefined
}): Pick<Proposal, 'isForCompetition' | 'targetId'> {
  const { to_account_id: account, to_cid: cid } = args
  if (account !== undefined && cid === undefined)
    return { isForCompetition: false, targetId: account }
  if (account === undefined && cid !== undefined)
    return { isForCompetition: true, targetId: String(cid) }
  return fail('ERR_RELEASE_TARGET')
}
