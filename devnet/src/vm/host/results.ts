import { HostError } from '../logic/errors.js'
import { define, defineVoid, type HostFunction } from './define.js'

/** Promise results and returning a promise. */
const jointReturn = (): HostError =>
  new HostError('Returning joint promise is currently prohibited.', 'CannotReturnJointPromise')

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
    logic.registers.write(register, result.data, logic.sharesInput)
    return 1n
  }),
  defineVoid('promise_return', 'l', (logic, promise = 0n) => {
    logic.gas.pay('base')
    logic.gas.pay('promise_return')
    logic.forbidInView('promise_return')
    const { index } = logic.promises.single(promise, jointReturn)
    logic.returned = { kind: 'receipt', receiptIndex: index }
  }),
]
