/** NEP-171 transfers of licences. */
import {
  currentAccountId,
  promiseBatchActionFunctionCall,
  promiseBatchCreate,
  promiseBatchThen,
  promiseResult,
  promiseReturn,
  utf8Decode,
} from '@research-hub/compiler/host'
import { availableYocto, byteCostYocto, loadAccount } from '../../common/state/account.js'
import { fail } from '../errors.js'
import { type Licence, licenceBytes, loadLicence, requireLicence } from '../state/licence.js'
import { heldBy } from '../state/licence-lists.js'
import { holdingBytes, moveLicence, requireHolderOf } from './licences.js'

const receiverGas = 30_000_000_000_000n
const resolveGas = 15_000_000_000_000n

/** Moves a licence of the caller. */
export function handOn(
  id: bigint | undefined,
  receiverId: string,
  approvalId: number | undefined,
): { readonly id: bigint; readonly licence: Licence } {
  if (approvalId !== undefined) fail('ERR_APPROVALS')
  const licence = requireLicence(id ?? 0n)
  requireHolderOf(licence)
  moveLicence(id ?? 0n, licence, receiverId)
  return { id: id ?? 0n, licence }
}

/** Moves a licence of the caller and asks the receiver whether it keeps it. */
export function handOnAndAsk(
  tokenId: bigint | undefined,
  receiverId: string,
  approvalId: number | undefined,
  msg: string,
): void {
  const { id, licence } = handOn(tokenId, receiverId, approvalId)
  const asked = promiseBatchCreate(receiverId)
  const question = JSON.stringify({
    sender_id: licence.holderId,
    previous_owner_id: licence.holderId,
    token_id: String(id),
    msg,
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

/** Gives a licence back unless its receiver said plainly that it keeps it; whether the receiver has it. */
export function resolveTransfer(
  id: bigint | undefined,
  ownerId: string,
  receiverId: string,
): boolean {
  const licence = id === undefined ? undefined : loadLicence(id)
  const result = promiseResult(0n)
  if (result !== undefined && utf8Decode(result.subarray(0, 8)) === 'false') return true
  if (id === undefined || licence === undefined || licence.holderId !== receiverId) return true
  if (!hasRoomFor(ownerId, id, licence)) return true
  moveLicence(id, licence, ownerId)
  return false
}

/** Whether an account can be charged a licence's records, so that giving it back cannot fail. */
function hasRoomFor(accountId: string, id: bigint, licence: Licence): boolean {
  const account = loadAccount(accountId)
  if (account === undefined) return false
  const record = licenceBytes(id, { ...licence, holderId: accountId })
  const bytes = holdingBytes(record, accountId, heldBy(accountId) === 0)
  return availableYocto(account) >= bytes * byteCostYocto
}
