/** What every action that a contract adds to a promise begins with. */
import type { AccountId, Action } from '../../primitives/types.js'
import { HostError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { Fee } from '../types/config.js'
import { define, type HostFunction } from './define.js'

/** Pays the base of a function that views may not call. */
export function begin(logic: Logic, name: string): void {
  logic.gas.pay('base')
  logic.forbidInView(name)
}

/** A function that adds to a promise and returns nothing; its base is paid before `run`. */
export function defineAction(
  name: string,
  params: string,
  run: (logic: Logic, ...values: bigint[]) => void,
  since = 0,
): HostFunction {
  return define(
    name,
    params,
    '',
    (logic, ...values) => {
      begin(logic, name)
      run(logic, ...values)
      return undefined
    },
    since,
  )
}

/** The receipt that an action goes to. */
export type Target = {
  readonly index: number
  readonly actions: Action[]
  readonly sir: boolean
  readonly receiverId: AccountId
}

const jointAppend = (): HostError =>
  new HostError(
    'Actions can only be appended to non-joint promise.',
    'CannotAppendActionToJointPromise',
  )

/** The receipt of a promise that is one receipt. */
export function target(logic: Logic, promise: bigint): Target {
  const { index, draft } = logic.promises.single(promise, jointAppend)
  const sir = draft.receiverId === logic.context.currentAccountId
  return { index, actions: draft.actions, sir, receiverId: draft.receiverId }
}

/** Pays a fee of an action by whom it goes to. */
export function payAction(logic: Logic, cost: string, fee: Fee, { sir }: Target, count = 1n): void {
  logic.gas.payFee(cost, fee, sir, count)
}

/** The hash that names a global contract. */
export function readCodeHash(logic: Logic, length: bigint, pointer: bigint): Uint8Array {
  const codeHash = logic.input(length, pointer)
  if (codeHash.length === 32) return codeHash
  throw new HostError('contract code hash is malformed', 'ContractCodeHashMalformed')
}
