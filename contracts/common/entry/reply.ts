/** What entry points do at both ends. */
import {
  attachedDeposit,
  bytesEqual,
  currentAccountId,
  predecessorAccountId,
  valueReturn,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'

/** Refuses a deposit. */
export function refuseDeposit(method: string): void {
  if (attachedDeposit() > 0n) fail('ERR_NOT_PAYABLE', method)
}

/** Refuses strangers and deposits. */
export function requireSelf(method: string): void {
  if (!bytesEqual(predecessorAccountId(), currentAccountId())) fail('ERR_PRIVATE', method)
  refuseDeposit(method)
}

/** Returns JSON text from the call, typed as what it says; the engine takes no other answer. */
export function replyJson<T>(json: string): T {
  valueReturn(json)
  return undefined as T
}

/** Returns a JSON value from the call. */
export function reply<T>(value: T): T {
  valueReturn(JSON.stringify(value))
  return value
}
