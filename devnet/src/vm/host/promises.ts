/** Promises and the calls that a contract adds to them. */
import type { AccountId } from '../../primitives/types.js'
import { emptyMethodName, HostError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { define, defineVoid, type HostFunction } from './define.js'
import { decodeMethodName } from './method-names.js'
import { begin, defineAction, payAction, target } from './promise-action.js'

/** A new receipt and the data receipts it waits for, charged as one, under one name (nearcore). */
export function payReceipt(
  logic: Logic,
  receiverId: AccountId,
  dependencyIsSelf: readonly boolean[],
): void {
  const { fees } = logic.config
  const sir = receiverId === logic.context.currentAccountId
  let burn = sir ? fees.actionReceipt.sendSir : fees.actionReceipt.sendNotSir
  for (const isSelf of dependencyIsSelf) {
    const send = isSelf ? fees.dataReceiptBase.sendSir : fees.dataReceiptBase.sendNotSir
    burn += send + fees.dataReceiptBase.execution
  }
  logic.gas.payTogether('NEW_ACTION_RECEIPT', burn, burn + fees.actionReceipt.execution)
}

function createBatch(logic: Logic, length: bigint, pointer: bigint): bigint {
  const accountId = logic.accountId(length, pointer)
  payReceipt(logic, accountId, [])
  return logic.promises.addReceipt(accountId, [])
}

function thenBatch(logic: Logic, promise: bigint, length: bigint, pointer: bigint): bigint {
  const accountId = logic.accountId(length, pointer)
  const parents = logic.promises.receiptsOf(promise)
  payReceipt(
    logic,
    accountId,
    parents.map((index) => logic.promises.receipts[index]?.receiverId === accountId),
  )
  return logic.promises.addReceipt(
    accountId,
    parents.map((receiptIndex) => ({ receiptIndex, dataId: logic.external.generateDataId() })),
  )
}

/** Where a call's parts lie in the contract's memory. */
type Call = {
  readonly promise: bigint
  readonly method: readonly [length: bigint, pointer: bigint]
  readonly args: readonly [length: bigint, pointer: bigint]
  readonly amount: bigint
  readonly gas: bigint
  readonly weight: bigint
}

function appendCall(logic: Logic, call: Call): void {
  const depositYocto = logic.u128(call.amount)
  const method = logic.input(...call.method)
  if (method.length === 0) throw emptyMethodName()
  const args = logic.input(...call.args)
  const to = target(logic, call.promise)
  const { fees } = logic.config
  payAction(logic, 'FUNCTION_CALL_BASE', fees.functionCallBase, to)
  const bytes = BigInt(method.length + args.length)
  payAction(logic, 'FUNCTION_CALL_BYTE', fees.functionCallByte, to, bytes)
  logic.gas.prepay(call.gas)
  logic.debitPromised(depositYocto)
  const methodName = decodeMethodName(method)
  to.actions.push({ kind: 'FunctionCall', methodName, args, gas: call.gas, depositYocto })
  logic.promises.noteWeight(to.index, to.actions.length - 1, call.weight)
}

const jointRefund = (): HostError =>
  new HostError('Cannot set refund_to on joint promise.', 'CannotSetRefundToOnJointPromise')

export const promiseFunctions: readonly HostFunction[] = [
  define('promise_batch_create', 'll', 'l', (logic, length = 0n, pointer = 0n) => {
    begin(logic, 'promise_batch_create')
    return createBatch(logic, length, pointer)
  }),
  define('promise_batch_then', 'lll', 'l', (logic, promise = 0n, length = 0n, pointer = 0n) => {
    begin(logic, 'promise_batch_then')
    return thenBatch(logic, promise, length, pointer)
  }),
  define(
    'promise_create',
    'llllllll',
    'l',
    (logic, al = 0n, ap = 0n, ml = 0n, mp = 0n, gl = 0n, gp = 0n, amount = 0n, gas = 0n) => {
      begin(logic, 'promise_batch_create')
      const promise = createBatch(logic, al, ap)
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
      return promise
    },
  ),
  define(
    'promise_then',
    'lllllllll',
    'l',
    (
      logic,
      parent = 0n,
      al = 0n,
      ap = 0n,
      ml = 0n,
      mp = 0n,
      gl = 0n,
      gp = 0n,
      amount = 0n,
      gas = 0n,
    ) => {
      begin(logic, 'promise_batch_then')
      const promise = thenBatch(logic, parent, al, ap)
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
      return promise
    },
  ),
  define('promise_and', 'll', 'l', (logic, pointer = 0n, count = 0n) => {
    begin(logic, 'promise_and')
    logic.gas.pay('promise_and_base')
    const length = count * 8n
    logic.gas.pay('promise_and_per_promise', length)
    const bytes = logic.memory.read(pointer, length)
    const view = new DataView(bytes.buffer)
    return logic.promises.join(
      Array.from({ length: Number(count) }, (_, i) => view.getBigUint64(i * 8, true)),
    )
  }),
  defineAction(
    'promise_batch_action_function_call',
    'lllllll',
    (logic, promise = 0n, ml = 0n, mp = 0n, gl = 0n, gp = 0n, amount = 0n, gas = 0n) => {
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
    },
  ),
  defineVoid(
    'promise_batch_action_function_call_weight',
    'llllllll',
    (
      logic,
      promise = 0n,
      ml = 0n,
      mp = 0n,
      gl = 0n,
      gp = 0n,
      amount = 0n,
      gas = 0n,
      weight = 0n,
    ) => {
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight })
    },
  ),
  defineAction(
    'promise_set_refund_to',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      const accountId = logic.accountId(length, pointer)
      logic.promises.single(promise, jointRefund).draft.refundTo = accountId
    },
    82,
  ),
]
