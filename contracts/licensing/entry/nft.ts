/** NEP-171 transfers and NEP-178's refusals. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply, requireSelf } from '../../common/entry/reply.js'
import { requireOneYocto } from '../../common/money/storage.js'
import { accountId, decodeArgs, integer, optional, text } from '../../common/wire/decode.js'
import { handOn, handOnAndAsk, resolveTransfer } from '../actions/nft-transfer.js'
import { fail } from '../errors.js'
import type * as wire from '../interface.js'
import { nftId } from '../rules/decoders.js'

const approvalId = optional(integer(0, 2_147_483_647))

const transferFields = {
  receiver_id: accountId,
  token_id: nftId,
  approval_id: approvalId,
  memo: optional(text(256)),
}

/**
 * NEP-171. The receiver is charged the records and must be registered. Holder, one yoctoNEAR. Errors:
 * ERR_ONE_YOCTO, ERR_LICENCE_NOT_FOUND, ERR_NOT_HOLDER, ERR_NOT_TRANSFERABLE, ERR_SELF_TRANSFER,
 * ERR_APPROVALS, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 * @payable
 */
export function nft_transfer(raw: RawArgs<wire.NftTransferArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, transferFields)
  handOn(args.token_id, args.receiver_id, args.approval_id)
}

/**
 * NEP-171, as `nft_transfer`; the licence returns if the receiver says so or fails. Holder, one yoctoNEAR.
 * Errors as `nft_transfer`.
 * @payable
 */
export function nft_transfer_call(raw: RawArgs<wire.NftTransferCallArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, { ...transferFields, msg: text(2048) })
  handOnAndAsk(args.token_id, args.receiver_id, args.approval_id, args.msg)
}

/**
 * Callback: gives the licence back unless the receiver said plainly that it keeps it. Never fails.
 * @private
 */
export function nft_resolve_transfer(raw: RawArgs<wire.NftResolveArgs> = input()): boolean {
  requireSelf('nft_resolve_transfer')
  const args = decodeArgs(raw, { owner_id: accountId, receiver_id: accountId, token_id: nftId })
  return reply(resolveTransfer(args.token_id, args.owner_id, args.receiver_id))
}

/**
 * NEP-178: approvals are refused. Errors: ERR_APPROVALS.
 * @payable
 */
export function nft_approve(raw: RawArgs<wire.NftApproveArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId, account_id: accountId, msg: optional(text(4096)) })
  fail('ERR_APPROVALS')
}

/**
 * NEP-178: nothing is approved, so there is nothing to revoke. One yoctoNEAR. Errors: ERR_ONE_YOCTO.
 * @payable
 */
export function nft_revoke(raw: RawArgs<wire.NftRevokeArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId, account_id: accountId })
  requireOneYocto()
}

/**
 * NEP-178, as `nft_revoke`.
 * @payable
 */
export function nft_revoke_all(raw: RawArgs<wire.NftTokenArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId })
  requireOneYocto()
}

/**
 * NEP-178: never.
 * @view
 */
export function nft_is_approved(raw: RawArgs<wire.NftIsApprovedArgs> = input()): boolean {
  decodeArgs(raw, {
    token_id: nftId,
    approved_account_id: accountId,
    approval_id: approvalId,
  })
  return reply(false)
}
