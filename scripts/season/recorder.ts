import type { Transport } from '@research-hub/sdk'
import type { MethodGas, Step } from './report/data.js'

type Recorded = {
  readonly step: string
  readonly contract: string
  /** Of a transaction of one call; undefined for others. */
  readonly method: string | undefined
  readonly gasBurnt: bigint
  readonly costYocto: bigint
}

export type Recorder = {
  /** The transport, with every transaction that becomes final noted under the present step. */
  readonly wrap: (transport: Transport) => Transport
  /** Names what follows. */
  readonly step: (name: string) => void
  /** Gas and cost of each step, in order. */
  readonly steps: () => readonly Step[]
  /** Mean gas of each method called alone, dearest first. */
  readonly methods: () => readonly MethodGas[]
}

/** Notes what a season's transactions cost, from what the node says of them. */
export function createRecorder(): Recorder {
  const seen = new Map<string, Recorded>()
  const names: string[] = []
  const note = (outcome: unknown): void => {
    const hash = field(field(outcome, 'transaction'), 'hash')
    if (typeof hash !== 'string' || seen.has(hash)) return
    const recorded = read(outcome, names.at(-1) ?? '')
    if (recorded !== undefined) seen.set(hash, recorded)
  }
  return {
    wrap: (transport) => ({
      request: async (method, params, options) => {
        const result = await transport.request(method, params, options)
        if (method === 'send_tx' || method === 'tx') note(result)
        return result
      },
    }),
    step: (name) => {
      names.push(name)
    },
    steps: () => names.map((name) => sumStep(name, [...seen.values()])),
    methods: () => meanByMethod([...seen.values()]),
  }
}

function read(outcome: unknown, step: string): Recorded | undefined {
  const receipts = field(outcome, 'receipts_outcome')
  if (!Array.isArray(receipts)) return undefined
  const outcomes = [field(outcome, 'transaction_outcome'), ...receipts].map((entry) =>
    field(entry, 'outcome'),
  )
  const actions = field(field(outcome, 'transaction'), 'actions')
  const calls = Array.isArray(actions) ? actions : []
  const method = calls.length === 1 ? field(field(calls[0], 'FunctionCall'), 'method_name') : null
  return {
    step,
    contract: String(field(field(outcome, 'transaction'), 'receiver_id')).split('.')[0] ?? '',
    method: typeof method === 'string' ? method : undefined,
    gasBurnt: sum(outcomes.map((entry) => (tokensOf(entry) === 0n ? 0n : gasOf(entry)))),
    costYocto: sum(outcomes.map(tokensOf)),
  }
}

// Refunds show gas as well, but it is free.
function gasOf(outcome: unknown): bigint {
  return BigInt(String(field(outcome, 'gas_burnt') ?? 0))
}

function tokensOf(outcome: unknown): bigint {
  return BigInt(String(field(outcome, 'tokens_burnt') ?? 0))
}

function sumStep(name: string, all: readonly Recorded[]): Step {
  const own = all.filter(({ step }) => step === name)
  return {
    name,
    transactions: own.length,
    gasBurnt: sum(own.map(({ gasBurnt }) => gasBurnt)),
    costYocto: sum(own.map(({ costYocto }) => costYocto)),
  }
}

function meanByMethod(all: readonly Recorded[]): readonly MethodGas[] {
  const groups = new Map<string, Recorded[]>()
  for (const recorded of all) {
    if (recorded.method === undefined) continue
    const key = `${recorded.contract}.${recorded.method}`
    groups.set(key, [...(groups.get(key) ?? []), recorded])
  }
  return [...groups.values()]
    .map((group) => ({
      contract: group[0]?.contract ?? '',
      method: group[0]?.method ?? '',
      calls: group.length,
      meanGas: sum(group.map(({ gasBurnt }) => gasBurnt)) / BigInt(group.length),
    }))
    .sort((a, b) => (a.meanGas < b.meanGas ? 1 : -1))
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
