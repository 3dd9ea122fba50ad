/**
 * Random trees of promises, and what a chain must make of them by nearcore's rules alone: receipts
 * run a block after they are made, in the order they were made; a callback runs when its last input
 * has come; returning a promise hands the waiting on to it.
 */
import fc from 'fast-check'

export const targets = ['a.test.near', 'b.test.near', 'c.test.near'] as const
/** Nobody has this account: a call to it fails. */
const absent = 'absent.test.near'

/** What one call does: makes promises in order, then ends. */
export type Call = {
  readonly id: number
  readonly promises: readonly PromiseStep[]
  readonly end:
    | { readonly kind: 'value' | 'nothing' | 'panic' }
    | { readonly kind: 'promise'; readonly index: number }
}

export type PromiseStep =
  | { readonly kind: 'call'; readonly target: string; readonly call: Call }
  | { readonly kind: 'then'; readonly after: number; readonly target: string; readonly call: Call }
  | { readonly kind: 'and'; readonly of: readonly number[] }

export type Expected = {
  /** `id:results` of every call that starts, in order of execution. */
  readonly log: readonly string[]
  /** What the transaction ends with; `undefined` for failure. */
  readonly value: string | undefined
}

/** One promise, made by one of the calls that came before it in the list. */
type Item = {
  readonly by: number
  readonly kind: 'call' | 'then' | 'and'
  readonly target: string
  readonly picks: readonly number[]
  readonly end: Ending
}
type Ending = { readonly kind: 'value' | 'nothing' | 'panic' | 'promise'; readonly pick: number }

const ending: fc.Arbitrary<Ending> = fc.record({
  kind: fc.constantFrom('value', 'nothing', 'panic', 'promise', 'promise', 'promise'),
  pick: fc.nat(),
})
const item: fc.Arbitrary<Item> = fc.record({
  by: fc.nat(),
  kind: fc.constantFrom('call', 'call', 'then', 'then', 'and'),
  target: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<string>(...targets) },
    { weight: 1, arbitrary: fc.constant(absent) },
  ),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  end: ending,
})

type Draft = { readonly id: number; readonly promises: PromiseStep[]; end: Call['end'] }

/** A call with up to so many promises below it. */
export function promiseTree(promises: number): fc.Arbitrary<Call> {
  return fc
    .tuple(ending, fc.array(item, { maxLength: promises, size: 'max' }))
    .map(([end, items]) => {
      const calls: (readonly [Draft, Ending])[] = []
      const begin = (how: Ending): Draft => {
        const draft: Draft = { id: calls.length, promises: [], end: { kind: 'value' } }
        calls.push([draft, how])
        return draft
      }
      const root = begin(end)
      for (const one of items) {
        const [maker] = calls[one.by % calls.length] ?? [root]
        const { promises: made } = maker
        const of = made.length === 0 ? [] : one.picks.map((pick) => pick % made.length)
        const [after] = of
        const { target } = one
        if (one.kind === 'and' && after !== undefined) made.push({ kind: 'and', of })
        else if (one.kind === 'then' && after !== undefined)
          made.push({ kind: 'then', after, target, call: begin(one.end) })
        else made.push({ kind: 'call', target, call: begin(one.end) })
      }
      for (const [draft, { kind, pick }] of calls) draft.end = endOf(draft.promises, kind, pick)
      return root
    })
}

/** A joint promise cannot be returned. */
function endOf(made: readonly PromiseStep[], kind: Ending['kind'], pick: number): Call['end'] {
  if (kind !== 'promise') return { kind }
  const single = made.flatMap((step, index) => (step.kind === 'and' ? [] : [index]))
  const index = single[pick % Math.max(1, single.length)]
  return index === undefined ? { kind: 'value' } : { kind, index }
}

/** Gas to attach to a call so that all below it can run. */
export function gasFor({ promises }: Call): bigint {
  return promises.reduce(
    (sum, step) => (step.kind === 'and' ? sum : sum + gasFor(step.call) + 2n * 10n ** 12n),
    12n * 10n ** 12n,
  )
}

type Receipt = {
  readonly target: string
  readonly call: Call
  readonly inputs: readonly number[]
  readonly outputs: number[]
  /** Whether the transaction's result is this receipt's. */
  isFinal: boolean
}
type Data = { readonly dataId: number; readonly value: string | undefined }

/** Runs a call that a transaction makes to the first target. */
export function predict(root: Call): Expected {
  const log: string[] = []
  let value: string | undefined
  let nextDataId = 0
  const arrived = new Map<number, string | undefined>()
  const waiting: Receipt[] = []
  let queue: (Receipt | Data)[] = [
    { target: targets[0], call: root, inputs: [], outputs: [], isFinal: true },
  ]
  let made: (Receipt | Data)[] = []

  const finish = (receipt: Receipt, result: string | undefined): void => {
    if (receipt.isFinal) value = result
    for (const dataId of receipt.outputs) made.push({ dataId, value: result })
  }

  const run = (receipt: Receipt): void => {
    const { call, inputs } = receipt
    if (receipt.target === absent) {
      finish(receipt, undefined)
      return
    }
    const results = inputs.map((dataId) => arrived.get(dataId) ?? 'x')
    log.push(`${call.id}:${results.join()}`)
    if (call.end.kind === 'panic') {
      finish(receipt, undefined)
      return
    }
    const receipts: (readonly Receipt[])[] = []
    for (const step of call.promises) {
      if (step.kind === 'and') {
        receipts.push(step.of.flatMap((index) => receipts[index] ?? []))
        continue
      }
      const parents = step.kind === 'then' ? (receipts[step.after] ?? []) : []
      const ids = parents.map((parent) => {
        parent.outputs.push(nextDataId)
        return nextDataId++
      })
      const { target: to, call: child } = step
      const next = { target: to, call: child, inputs: ids, outputs: [], isFinal: false }
      receipts.push([next])
      made.push(next)
    }
    if (call.end.kind === 'promise') {
      const [returned] = receipts[call.end.index] ?? []
      if (returned === undefined) throw new Error('nothing to return')
      returned.outputs.push(...receipt.outputs)
      returned.isFinal = receipt.isFinal
    } else finish(receipt, call.end.kind === 'value' ? String(call.id) : '')
  }

  const isReady = ({ inputs }: Receipt): boolean => inputs.every((id) => arrived.has(id))
  while (queue.length > 0) {
    for (const item of queue) {
      if ('dataId' in item) {
        arrived.set(item.dataId, item.value)
        const at = waiting.findIndex(isReady)
        const [ready] = at < 0 ? [] : waiting.splice(at, 1)
        if (ready !== undefined) run(ready)
      } else if (isReady(item)) run(item)
      else waiting.push(item)
    }
    queue = made
    made = []
  }
  return { log, value }
}
