/** NEP-171 transfers and NEP-178's refusals. */
import {
  attachedDeposit,
  currentAccountId,
  input,
  promiseBatchActionFunctionCall,
  promiseBatchCreate,
  promiseBatchThen,
  promiseResult,
  promiseReturn,
  type RawArgs,
  utf8Decode,
} from '@research-hub/compiler/host'
import { reply, requireSelf } from '../../common/entry/reply.js'
import { availableYocto, byteCostYocto, loadAccount } from '../../common/state/account.js'
import {
  accountId,
  type Decoder,
  decodeArgs,
  integer,
  optional,
  text,
} from '../../common/wire/decode.js'
import { fail } from '../../common/wire/fail.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { moveLicence, requireHolderOf, requireLicence } from './licences.js'
import { type Licence, licenceBytes, loadLicence } from '../state/licence.js'
import { everybody, heldBytes, holderList, placeBytes } from '../state/licence-lists.js'

const receiverGas = 30_000_000_000_000n
const resolveGas = 15_000_000_000_000n
const zero = 48
const maxId = 18_446_744_073_709_551_615n

/** A NEP-171 token id; ids that no licence can have are ids all the same. */
export const nftId: Decoder<bigint | undefined> = (value, name) => {
  const digits = text(64)(value, name)
  if (digits.length === 0 || digits.length > 20 || digits.charCodeAt(0) === zero) return undefined
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i)
    if (code < zero || code > zero + 9) return undefined
  }
  const id = BigInt(digits)
  return id > maxId ? undefined : id
}

const transferFields = {
  receiver_id: accountId,
  token_id: nftId,
  approval_id: optional(integer(0, 2_147_483_647)),
  memo: optional(text(256)),
}

/** @payable */
export function nft_transfer(raw: RawArgs<wire.NftTransferArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, transferFields)
  handOn(args.token_id, args.receiver_id, args.approval_id)
}

/** @payable */
export function nft_transfer_call(raw: RawArgs<wire.NftTransferCallArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, { ...transferFields, msg: text(2048) })
  const receiverId = args.receiver_id
  const { id, licence } = handOn(args.token_id, receiverId, args.approval_id)
  const asked = promiseBatchCreate(receiverId)
  const question = JSON.stringify({
    sender_id: licence.holderId,
    previous_owner_id: licence.holderId,
    token_id: String(id),
    msg: args.msg,
  })
  promiseBatchActionFunctionCall(asked, 'nft_on_transfer', question, 0n, receiverGas)
  const resolved = promiseBatchThen(asked, currentAccountId())
  const answer = JSON.stringify({
    owner_id: licence.holderId,
    receiver_id: receiverId,
    token_id: String(id),
  })
  promiseBatchActionFunctionCall(resolved, 'nft_resolve_transfer', answer, 0n, resolveGas)
  promiseReturn(resolved)
}

/**
 * Gives the licence back unless the receiver said plainly that it keeps it. Never fails.
 * @private
 */
export function nft_resolve_transfer(raw: RawArgs<wire.NftResolveArgs> = input()): boolean {
  requireSelf('nft_resolve_transfer')
  const args = decodeArgs(raw, { owner_id: accountId, receiver_id: accountId, token_id: nftId })
  const id = args.token_id
  const licence = id === undefined ? undefined : loadLicence(id)
  const result = promiseResult(0n)
  if (result !== undefined && utf8Decode(result.subarray(0, 8)) === 'false') return reply(true)
  if (id === undefined || licence === undefined || licence.holderId !== args.receiver_id)
    return reply(true)
  if (!hasRoomFor(args.owner_id, id, licence)) return reply(true)
  moveLicence(id, licence, args.owner_id)
  return reply(false)
}

/** @payable */
export function nft_approve(raw: RawArgs<wire.NftApproveArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId, account_id: accountId, msg: optional(text(4096)) })
  failLicensing('ERR_APPROVALS')
}

/**
 * Nothing is approved, so there is nothing to revoke.
 * @payable
 */
export function nft_revoke(raw: RawArgs<wire.NftRevokeArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId, account_id: accountId })
  requireOneYocto()
}

/** @payable */
export function nft_revoke_all(raw: RawArgs<wire.NftTokenArgs> = input()): void {
  decodeArgs(raw, { token_id: nftId })
  requireOneYocto()
}

/** @view */
export function nft_is_approved(raw: RawArgs<wire.NftIsApprovedArgs> = input()): boolean {
  decodeArgs(raw, {
    token_id: nftId,
    approved_account_id: accountId,
    approval_id: optional(integer(0, 2_147_483_647)),
  })
  return reply(false)
}

function handOn(
  id: bigint | undefined,
  receiverId: string,
  approvalId: number | undefined,
): { readonly id: bigint; readonly licence: Licence } {
  if (approvalId !== undefined) failLicensing('ERR_APPROVALS')
  const licence = requireLicence(id ?? 0n)
  requireHolderOf(licence)
  moveLicence(id ?? 0n, licence, receiverId)
  return { id: id ?? 0n, licence }
}

/** Whether an account can be charged a licence's records, so that giving it back cannot fail. */
function hasRoomFor(accountId: string, id: bigint, licence: Licence): boolean {
  const account = loadAccount(accountId)
  if (account === undefined) return false
  const bytes =
    licenceBytes(id, { ...licence, holderId: accountId }) +
    placeBytes(everybody) +
    placeBytes(holderList(accountId)) +
    heldBytes(accountId)
  return availableYocto(account) >= bytes * byteCostYocto
}

function requireOneYocto(): void {
  if (attachedDeposit() !== 1n) fail('ERR_ONE_YOCTO', attachedDeposit())
}
