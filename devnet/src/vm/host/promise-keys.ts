/** Keys that promised actions name, and what function-call keys may do. */
import { parseBorshPublicKey } from '../../primitives/keys.js'
import type { FunctionCallPermission, PublicKey } from '../../primitives/types.js'
import { invalidPublicKey } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { HostFunction } from './define.js'
import { decodeMethodName, listBytes, readMethodNames } from './method-names.js'
import { defineAction, payAction, type Target, target } from './promise-action.js'

/** A key that does not parse is only found out after its fees are paid; there it has no length. */
export type ReadKey = { readonly length: number; readonly key: PublicKey | undefined }

/** Reads a key in Borsh, whether or not it parses. */
export function readKey(logic: Logic, length: bigint, pointer: bigint): ReadKey {
  const bytes = logic.input(length, pointer)
  const key = parseBorshPublicKey(bytes)
  return { length: key === undefined ? 0 : bytes.length, key }
}

/** The key, or the error that comes after its fees. */
export function requireKey({ key }: ReadKey): PublicKey {
  if (key !== undefined) return key
  throw invalidPublicKey()
}

/** Refuses names that are not UTF-8 when it is asked for, which is after the fees. */
type ReadPermission = () => FunctionCallPermission

/** Reads what a function-call key may do, and pays for it. */
export function payPermission(
  logic: Logic,
  promise: bigint,
  [allowance = 0n, rl = 0n, rp = 0n, ml = 0n, mp = 0n]: readonly bigint[],
): { readonly to: Target; readonly permission: ReadPermission } {
  const allowanceYocto = logic.u128(allowance)
  const receiverId = logic.accountId(rl, rp)
  const names = readMethodNames(logic, ml, mp)
  const to = target(logic, promise)
  const { addFunctionCallKeyBase, addFunctionCallKeyByte } = logic.config.fees
  payAction(logic, 'ADD_FUNCTION_CALL_KEY_BASE', addFunctionCallKeyBase, to)
  payAction(logic, 'ADD_FUNCTION_CALL_KEY_BYTE', addFunctionCallKeyByte, to, listBytes(names))
  return {
    to,
    permission: () => ({
      allowanceYocto: allowanceYocto === 0n ? undefined : allowanceYocto,
      receiverId,
      methodNames: names.map(decodeMethodName),
    }),
  }
}

export const promiseKeyFunctions: readonly HostFunction[] = [
  defineAction(
    'promise_batch_action_stake',
    'llll',
    (logic, promise = 0n, amount = 0n, length = 0n, pointer = 0n) => {
      const stakeYocto = logic.u128(amount)
      const read = readKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'STAKE', logic.config.fees.stake, to)
      to.actions.push({ kind: 'Stake', stakeYocto, publicKey: requireKey(read) })
    },
  ),
  defineAction(
    'promise_batch_action_add_key_with_full_access',
    'llll',
    (logic, promise = 0n, length = 0n, pointer = 0n, nonce = 0n) => {
      const read = readKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'ADD_FULL_ACCESS_KEY', logic.config.fees.addFullAccessKey, to)
      const accessKey = { nonce, permission: { kind: 'FullAccess' } } as const
      to.actions.push({ kind: 'AddKey', publicKey: requireKey(read), accessKey })
    },
  ),
  defineAction(
    'promise_batch_action_add_key_with_function_call',
    'lllllllll',
    (logic, promise = 0n, length = 0n, pointer = 0n, nonce = 0n, ...rest) => {
      const read = readKey(logic, length, pointer)
      const { to, permission } = payPermission(logic, promise, rest)
      to.actions.push({
        kind: 'AddKey',
        publicKey: requireKey(read),
        accessKey: { nonce, permission: { kind: 'FunctionCall', ...permission() } },
      })
    },
  ),
  defineAction(
    'promise_batch_action_delete_key',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      const read = readKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'DELETE_KEY', logic.config.fees.deleteKey, to)
      to.actions.push({ kind: 'DeleteKey', publicKey: requireKey(read) })
    },
  ),
]
