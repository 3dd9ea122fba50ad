import type { Action } from '../../primitives/types.js'
import type { ProtocolConfig } from '../types/config.js'
import type { PromiseReceipt } from '../types/interface.js'
import { HostError } from './errors.js'

/** A function call whose share of unused gas is still to be added. */
type WeightedCall = {
  readonly receiptIndex: number
  readonly actionIndex: number
  readonly weight: bigint
}

/** A promise is one receipt, or several joined by `promise_and`. */
type PromiseEntry =
  | { readonly kind: 'receipt'; readonly index: number }
  | { readonly kind: 'joint'; readonly receipts: number[] }

type Draft = {
  receiverId: string
  actions: Action[]
  dependencies: { receiptIndex: number; dataId: Uint8Array }[]
  refundTo: string | undefined
  yieldDataId: Uint8Array | undefined
  yieldId: Uint8Array | undefined
  isAnswered: boolean
}

/** Promises and receipts that a call creates. */
export class PromiseTable {
  readonly receipts: Draft[] = []
  readonly #promises: PromiseEntry[] = []
  readonly #weighted: WeightedCall[] = []
  readonly #config: ProtocolConfig

  constructor(config: ProtocolConfig) {
    this.#config = config
  }

  addReceipt(
    receiverId: string,
    dependencies: Draft['dependencies'],
    yieldDataId?: Uint8Array,
    yieldId?: Uint8Array,
  ): bigint {
    this.receipts.push({
      receiverId,
      actions: [],
      dependencies,
      refundTo: undefined,
      yieldDataId,
      yieldId,
      isAnswered: false,
    })
    return this.#add({ kind: 'receipt', index: this.receipts.length - 1 })
  }

  /** Whether this call already made a yield that waits for that data. */
  hasYield(dataId: Uint8Array): boolean {
    return this.#yield(dataId) !== undefined
  }

  /** Makes an own yield an ordinary receipt that waits for its data; false for any other id. */
  answerYield(dataId: Uint8Array): boolean {
    const draft = this.#yield(dataId)
    if (draft === undefined || draft.isAnswered) return false
    draft.isAnswered = true
    return true
  }

  /** The data id of a yield that this call made under an id of its own. */
  dataIdOfYield(wanted: Uint8Array): Uint8Array | undefined {
    return this.receipts.find(
      ({ yieldId }) => yieldId !== undefined && Buffer.compare(yieldId, wanted) === 0,
    )?.yieldDataId
  }

  join(promises: readonly bigint[]): bigint {
    const receipts: number[] = []
    const limit = this.#config.limits.max_number_input_data_dependencies
    for (const promise of promises) {
      receipts.push(...this.receiptsOf(promise))
      if (receipts.length <= limit) continue
      throw new HostError(
        `The number of input data dependencies ${receipts.length} exceeds the limit ${limit}`,
        `NumberInputDataDependenciesExceeded { number_of_input_data_dependencies: ${receipts.length}, limit: ${limit} }`,
      )
    }
    return this.#add({ kind: 'joint', receipts })
  }

  receiptsOf(promise: bigint): number[] {
    const entry = this.#entry(promise)
    return entry.kind === 'receipt' ? [entry.index] : entry.receipts
  }

  /** The receipt of a promise that actions may be appended to. */
  /** The receipt that a promise is; `joint` gives the error for one that is several. */
  single(
    promise: bigint,
    joint: () => HostError,
  ): { readonly index: number; readonly draft: Draft } {
    const entry = this.#entry(promise)
    const draft = entry.kind === 'receipt' ? this.receipts[entry.index] : undefined
    if (entry.kind !== 'receipt' || draft === undefined) throw joint()
    return { index: entry.index, draft }
  }

  noteWeight(receiptIndex: number, actionIndex: number, weight: bigint): void {
    if (weight > 0n) this.#weighted.push({ receiptIndex, actionIndex, weight })
  }

  /** Gives unused gas to weighted calls: floor share each, the remainder to the last. */
  distribute(unusedGas: bigint): bigint {
    const total = this.#weighted.reduce((sum, { weight }) => sum + weight, 0n)
    if (total === 0n) return 0n
    const share = unusedGas / total
    let given = 0n
    for (const [i, { receiptIndex, actionIndex, weight }] of this.#weighted.entries()) {
      const isLast = i === this.#weighted.length - 1
      const extra = isLast ? unusedGas - given : share * weight
      given += extra
      const actions = this.receipts[receiptIndex]?.actions
      const action = actions?.[actionIndex]
      if (actions === undefined || action?.kind !== 'FunctionCall') continue
      actions[actionIndex] = { ...action, gas: action.gas + extra }
    }
    return unusedGas
  }

  finish(): readonly PromiseReceipt[] {
    return this.receipts
  }

  #yield(dataId: Uint8Array): Draft | undefined {
    return this.receipts.find(
      ({ yieldDataId }) => yieldDataId !== undefined && Buffer.compare(yieldDataId, dataId) === 0,
    )
  }

  #add(entry: PromiseEntry): bigint {
    const limit = this.#config.limits.max_promises_per_function_call_action
    if (this.#promises.length >= limit) {
      throw new HostError(
        `The number of promises within a FunctionCall ${this.#promises.length + 1} exceeds the limit ${limit}`,
        `NumberPromisesExceeded { number_of_promises: ${this.#promises.length + 1}, limit: ${limit} }`,
      )
    }
    this.#promises.push(entry)
    return BigInt(this.#promises.length - 1)
  }

  #entry(promise: bigint): PromiseEntry {
    const entry =
      promise < BigInt(this.#promises.length) ? this.#promises[Number(promise)] : undefined
    if (entry !== undefined) return entry
    throw new HostError(
      `${promise} does not correspond to existing promises`,
      `InvalidPromiseIndex { promise_idx: ${promise} }`,
    )
  }
}
