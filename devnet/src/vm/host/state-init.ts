/** Promised state inits (NEP-616), entry by entry. */
import { bytesKey } from '../../primitives/hash.js'
import type { GlobalContractId } from '../../primitives/types.js'
import { HostError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { define, type HostFunction } from './define.js'
import { begin, defineAction, payAction, readCodeHash, target } from './promise-action.js'

/** Adds the action and returns its index within the receipt. */
function addStateInit(
  logic: Logic,
  promise: bigint,
  code: GlobalContractId,
  amount: bigint,
): bigint {
  const depositYocto = logic.u128(amount)
  const to = target(logic, promise)
  const { deterministicStateInitBase } = logic.config.fees
  payAction(logic, 'DETERMINISTIC_STATE_INIT_BASE', deterministicStateInitBase, to)
  logic.debit(depositYocto)
  to.actions.push({
    kind: 'DeterministicStateInit',
    stateInit: { code, data: new Map() },
    depositYocto,
  })
  return BigInt(to.actions.length - 1)
}

export const stateInitFunctions: readonly HostFunction[] = [
  define(
    'promise_batch_action_state_init',
    'llll',
    'l',
    (logic, promise = 0n, length = 0n, pointer = 0n, amount = 0n) => {
      begin(logic, 'promise_batch_action_state_init')
      const codeHash = readCodeHash(logic, length, pointer)
      return addStateInit(logic, promise, { kind: 'codeHash', codeHash }, amount)
    },
    82,
  ),
  define(
    'promise_batch_action_state_init_by_account_id',
    'llll',
    'l',
    (logic, promise = 0n, length = 0n, pointer = 0n, amount = 0n) => {
      begin(logic, 'promise_batch_action_state_init_by_account_id')
      const accountId = logic.accountId(length, pointer)
      return addStateInit(logic, promise, { kind: 'accountId', accountId }, amount)
    },
    82,
  ),
  defineAction(
    'set_state_init_data_entry',
    'llllll',
    (logic, promise = 0n, index = 0n, kl = 0n, kp = 0n, vl = 0n, vp = 0n) => {
      const to = target(logic, promise)
      const key = logic.input(kl, kp)
      const value = logic.input(vl, vp)
      const { deterministicStateInitEntry, deterministicStateInitByte } = logic.config.fees
      payAction(logic, 'DETERMINISTIC_STATE_INIT_ENTRY', deterministicStateInitEntry, to)
      const bytes = BigInt(key.length + value.length)
      payAction(logic, 'DETERMINISTIC_STATE_INIT_BYTE', deterministicStateInitByte, to, bytes)
      const action = index < BigInt(to.actions.length) ? to.actions[Number(index)] : undefined
      if (action?.kind !== 'DeterministicStateInit')
        throw new HostError(
          `Invalid action index: ${index}`,
          `InvalidActionIndex { receipt_index: ${to.index}, action_index: ${index} }`,
        )
      const { code, data } = action.stateInit
      if (data.has(bytesKey(key)))
        throw new HostError('Data entry already exists', 'DataEntryAlreadyExists')
      to.actions[Number(index)] = {
        ...action,
        stateInit: { code, data: new Map([...data, [bytesKey(key), value]]) },
      }
    },
    82,
  ),
]
