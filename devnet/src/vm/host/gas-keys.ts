/**
 * Promised actions on gas keys (NEP-611). There is none that withdraws. Here an ML-DSA-65 key counts
 * with its whole length for state too; nearcore's FixMlDsaCostCharging is in no released protocol.
 */

import {
  accessKeyRowLength,
  gasKeyInfoLength,
  minGasKeyLength,
  nonceIndexLength,
  nonceLength,
} from '../../primitives/gas-key.js'
import type { AccessKeyPermission, PublicKey } from '../../primitives/types.js'
import { integerOverflow } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { Fee } from '../types/config.js'
import type { HostFunction } from './define.js'
import { defineAction, payAction, type Target, target } from './promise-action.js'
import { payPermission, type ReadKey, readKey, requireKey } from './promise-keys.js'

/** A fee whose sending and executing count different things. */
function scaled(fee: Fee, sent: number, executed: number): Fee {
  return {
    sendSir: fee.sendSir * BigInt(sent),
    sendNotSir: fee.sendNotSir * BigInt(sent),
    execution: fee.execution * BigInt(executed),
  }
}

function readNumNonces(numNonces: bigint): number {
  if (numNonces > 0xffffn) throw integerOverflow()
  return Number(numNonces)
}

function payForNonces(logic: Logic, to: Target, read: ReadKey, numNonces: number): void {
  const { gasKeyByte, gasKeyNonceWrite } = logic.config.fees
  const row = accessKeyRowLength(to.receiverId.length, read.length)
  const bytes = (row + nonceIndexLength + nonceLength) * numNonces
  payAction(logic, 'GAS_KEY_NONCE_WRITE_BASE', scaled(gasKeyNonceWrite, 0, numNonces), to)
  payAction(logic, 'GAS_KEY_BYTE', scaled(gasKeyByte, gasKeyInfoLength, bytes), to)
}

function addKey({ actions }: Target, publicKey: PublicKey, permission: AccessKeyPermission): void {
  actions.push({ kind: 'AddKey', publicKey, accessKey: { nonce: 0n, permission } })
}

export const gasKeyFunctions: readonly HostFunction[] = [
  defineAction(
    'promise_batch_action_transfer_to_gas_key',
    'llll',
    (logic, promise = 0n, length = 0n, pointer = 0n, amount = 0n) => {
      const read = readKey(logic, length, pointer)
      const depositYocto = logic.u128(amount)
      const to = target(logic, promise)
      const { gasKeyTransferBase, gasKeyByte } = logic.config.fees
      payAction(logic, 'GAS_KEY_TRANSFER_BASE', gasKeyTransferBase, to)
      const row = accessKeyRowLength(to.receiverId.length, read.length)
      const bytes = scaled(gasKeyByte, read.length, row + minGasKeyLength)
      payAction(logic, 'GAS_KEY_BYTE', bytes, to)
      logic.debit(depositYocto)
      const publicKey = requireKey(read)
      to.actions.push({ kind: 'TransferToGasKey', publicKey, depositYocto })
    },
    85,
  ),
  defineAction(
    'promise_batch_action_add_gas_key_with_full_access',
    'llll',
    (logic, promise = 0n, length = 0n, pointer = 0n, nonces = 0n) => {
      const read = readKey(logic, length, pointer)
      const numNonces = readNumNonces(nonces)
      const to = target(logic, promise)
      payAction(logic, 'ADD_FULL_ACCESS_KEY', logic.config.fees.addFullAccessKey, to)
      payForNonces(logic, to, read, numNonces)
      addKey(to, requireKey(read), { kind: 'GasKeyFullAccess', balanceYocto: 0n, numNonces })
    },
    85,
  ),
  defineAction(
    'promise_batch_action_add_gas_key_with_function_call',
    'lllllllll',
    (logic, promise = 0n, length = 0n, pointer = 0n, nonces = 0n, ...rest) => {
      const read = readKey(logic, length, pointer)
      const numNonces = readNumNonces(nonces)
      const { to, permission } = payPermission(logic, promise, rest)
      payForNonces(logic, to, read, numNonces)
      const publicKey = requireKey(read)
      const gasKey = { kind: 'GasKeyFunctionCall', balanceYocto: 0n, numNonces } as const
      addKey(to, publicKey, { ...gasKey, ...permission() })
    },
    85,
  ),
]
