/** Yields: promises that wait for a later call's data, by an id the chain or the caller chooses. */
import { emptyMethodName, HostError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { define, type HostFunction } from './define.js'
import { decodeMethodName } from './method-names.js'
import { payReceipt } from './promises.js'

const alreadyPending = 2n ** 64n - 1n

type YieldCall = {
  readonly method: Uint8Array
  readonly args: Uint8Array
  readonly gas: bigint
  readonly weight: bigint
  readonly depositYocto: bigint
  readonly yieldId?: Uint8Array
}

function readMethod(logic: Logic, length: bigint, pointer: bigint): Uint8Array {
  const method = logic.input(length, pointer)
  if (method.length === 0) throw emptyMethodName()
  return method
}

/** Pays for and adds the receipt of a yield; its call runs when the data comes or time is over. */
function addYield(logic: Logic, dataId: Uint8Array, call: YieldCall): bigint {
  const { method, args, gas, weight, depositYocto, yieldId } = call
  const bytes = BigInt(method.length + args.length)
  logic.gas.prepay(gas)
  const { fees } = logic.config
  const { currentAccountId } = logic.context
  payReceipt(logic, currentAccountId, [true])
  const promise = logic.promises.addReceipt(currentAccountId, [], dataId, yieldId)
  logic.gas.payFee('FUNCTION_CALL_BASE', fees.functionCallBase, true)
  logic.gas.payFee('FUNCTION_CALL_BYTE', fees.functionCallByte, true, bytes)
  logic.debitPromised(depositYocto)
  const [receiptIndex = 0] = logic.promises.receiptsOf(promise)
  logic.promises.receipts[receiptIndex]?.actions.push({
    kind: 'FunctionCall',
    methodName: decodeMethodName(method),
    args,
    gas,
    depositYocto,
  })
  logic.promises.noteWeight(receiptIndex, 0, weight)
  return promise
}

function readPayload(logic: Logic, length: bigint, pointer: bigint): Uint8Array {
  const payload = logic.input(length, pointer)
  const limit = logic.config.limits.max_yield_payload_size
  if (payload.length > limit) {
    throw new HostError(
      `Yield resume payload is ${payload.length} bytes which exceeds the ${limit} byte limit`,
      `YieldPayloadLength { length: ${payload.length}, limit: ${limit} }`,
    )
  }
  return payload
}

function readYieldId(logic: Logic, length: bigint, pointer: bigint): Uint8Array {
  const yieldId = logic.input(length, pointer)
  if (yieldId.length !== 32) throw new HostError('yield id is malformed', 'YieldIdMalformed')
  return yieldId
}

function dataIdOf(logic: Logic, yieldId: Uint8Array): Uint8Array | undefined {
  return logic.promises.dataIdOfYield(yieldId) ?? logic.external.dataIdOfYield(yieldId)
}

/**
 * Answers a yield of an earlier call or of this very call. Until protocol 83 an own yield that is
 * answered becomes an ordinary receipt, so that it can be answered only once.
 */
function resume(logic: Logic, dataId: Uint8Array | undefined, payload: Uint8Array): bigint {
  if (dataId === undefined) return 0n
  const { external, promises, config } = logic
  const isPending = external.isYieldPending(dataId)
  const hasStatus = config.protocolVersion >= 83
  const isPlain = !isPending && !hasStatus && promises.answerYield(dataId)
  if (!isPending && !isPlain && !(hasStatus && promises.hasYield(dataId))) return 0n
  external.submitYieldResume(dataId, payload, isPlain)
  return 1n
}

export const yieldFunctions: readonly HostFunction[] = [
  define(
    'promise_yield_create',
    'lllllll',
    'l',
    (logic, ml = 0n, mp = 0n, al = 0n, ap = 0n, gas = 0n, weight = 0n, register = 0n) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_yield_create')
      logic.gas.pay('yield_create_base')
      const method = readMethod(logic, ml, mp)
      const args = logic.input(al, ap)
      logic.gas.pay('yield_create_byte', BigInt(method.length + args.length))
      const dataId = logic.external.generateDataId()
      const promise = addYield(logic, dataId, { method, args, gas, weight, depositYocto: 0n })
      logic.registers.write(register, dataId)
      return promise
    },
    67,
  ),
  define(
    'promise_yield_create_with_id',
    'lllllllll',
    'l',
    (
      logic,
      ml = 0n,
      mp = 0n,
      al = 0n,
      ap = 0n,
      amount = 0n,
      gas = 0n,
      weight = 0n,
      il = 0n,
      ip = 0n,
    ) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_yield_create_with_id')
      logic.gas.pay('yield_create_with_id_base')
      const depositYocto = logic.u128(amount)
      const method = readMethod(logic, ml, mp)
      const args = logic.input(al, ap)
      const yieldId = readYieldId(logic, il, ip)
      logic.gas.pay('yield_create_byte', BigInt(method.length + args.length))
      if (dataIdOf(logic, yieldId) !== undefined) return alreadyPending
      const dataId = logic.external.generateDataId()
      return addYield(logic, dataId, { method, args, gas, weight, depositYocto, yieldId })
    },
    85,
  ),
  define(
    'promise_yield_resume',
    'llll',
    'i',
    (logic, il = 0n, ip = 0n, pl = 0n, pp = 0n) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_submit_data')
      logic.gas.pay('yield_resume_base')
      logic.gas.pay('yield_resume_byte', pl)
      const dataId = logic.input(il, ip)
      const payload = readPayload(logic, pl, pp)
      if (dataId.length !== 32)
        throw new HostError('yield resumption token is malformed', 'DataIdMalformed')
      return resume(logic, dataId, payload)
    },
    67,
  ),
  define(
    'promise_yield_resume_with_yield_id',
    'llll',
    'i',
    (logic, il = 0n, ip = 0n, pl = 0n, pp = 0n) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_yield_resume_with_yield_id')
      logic.gas.pay('yield_resume_base')
      logic.gas.pay('yield_resume_byte', pl)
      const yieldId = logic.input(il, ip)
      const payload = readPayload(logic, pl, pp)
      if (yieldId.length !== 32) throw new HostError('yield id is malformed', 'YieldIdMalformed')
      return resume(logic, dataIdOf(logic, yieldId), payload)
    },
    85,
  ),
]
