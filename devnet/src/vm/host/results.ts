import { HostError, limitError } from '../logic/errors.js'
import { decodeUtf8 } from '../logic/logic.js'
import { define, defineVoid, type HostFunction } from './define.js'

/** Promise results, returning a promise, and yields. */
export const resultFunctions: readonly HostFunction[] = [
  define('promise_results_count', '', 'l', (logic) => {
    logic.gas.pay('base')
    logic.forbidInView('promise_results_count')
    return BigInt(logic.context.promiseResults.length)
  }),
  define('promise_result', 'll', 'l', (logic, index = 0n, register = 0n) => {
    logic.gas.pay('base')
    logic.forbidInView('promise_result')
    const results = logic.context.promiseResults
    const result = index < BigInt(results.length) ? results[Number(index)] : undefined
    if (result === undefined) {
      throw new HostError(
        `Accessed invalid promise result index: ${index}`,
        `InvalidPromiseResultIndex { result_idx: ${index} }`,
      )
    }
    if (result.kind === 'Failed') return 2n
    logic.registers.write(register, result.data)
    return 1n
  }),
  defineVoid('promise_return', 'l', (logic, promise = 0n) => {
    logic.gas.pay('base')
    logic.gas.pay('promise_return')
    logic.forbidInView('promise_return')
    const joint = new HostError(
      'Returning joint promise is currently prohibited.',
      'CannotReturnJointPromise',
    )
    logic.returned = { kind: 'receipt', receiptIndex: logic.promises.single(promise, joint).index }
  }),
  define(
    'promise_yield_create',
    'lllllll',
    'l',
    (logic, ml = 0n, mp = 0n, al = 0n, ap = 0n, gas = 0n, weight = 0n, register = 0n) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_yield_create')
      logic.gas.pay('yield_create_base')
      const method = logic.input(ml, mp)
      if (method.length === 0)
        throw new HostError('Tried to call an empty method name.', 'EmptyMethodName')
      const args = logic.input(al, ap)
      const bytes = BigInt(method.length + args.length)
      logic.gas.pay('yield_create_byte', bytes)
      logic.gas.prepay(gas)
      const { fees } = logic.config
      logic.gas.payFee('NEW_ACTION_RECEIPT', fees.actionReceipt, true)
      logic.gas.payBurnOnly(
        'NEW_DATA_RECEIPT_BASE',
        fees.dataReceiptBase.sendSir + fees.dataReceiptBase.execution,
      )
      const dataId = logic.external.generateDataId()
      const promise = logic.promises.addReceipt(logic.context.currentAccountId, [], dataId)
      logic.gas.payFee('FUNCTION_CALL_BASE', fees.functionCallBase, true)
      logic.gas.payFee('FUNCTION_CALL_BYTE', fees.functionCallByte, true, bytes)
      const [receiptIndex = 0] = logic.promises.receiptsOf(promise)
      logic.promises.receipts[receiptIndex]?.actions.push({
        kind: 'FunctionCall',
        methodName: decodeUtf8(method),
        args,
        gas,
        depositYocto: 0n,
      })
      logic.promises.noteWeight(receiptIndex, 0, weight)
      logic.registers.write(register, dataId)
      return promise
    },
    67,
  ),
  define(
    'promise_yield_resume',
    'llll',
    'i',
    (logic, il = 0n, ip = 0n, pl = 0n, pp = 0n) => {
      logic.gas.pay('base')
      logic.forbidInView('promise_yield_resume')
      logic.gas.pay('yield_resume_base')
      logic.gas.pay('yield_resume_byte', pl)
      const dataId = logic.input(il, ip)
      const payload = logic.input(pl, pp)
      const limit = logic.config.limits.max_yield_payload_size
      if (payload.length > limit) {
        throw new HostError(
          `Yield resume payload is ${payload.length} bytes which exceeds the ${limit} byte limit`,
          limitError('YieldPayloadLength', '', payload.length, limit).debug.slice(10, -1),
        )
      }
      if (dataId.length !== 32)
        throw new HostError('yield resumption token is malformed', 'DataIdMalformed')
      return logic.external.submitYieldResume(dataId, payload) ? 1n : 0n
    },
    67,
  ),
]
