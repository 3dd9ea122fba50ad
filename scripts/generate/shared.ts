import { type Definitions, refsOf } from './abi.js'
import type { ClientContract, ClientMethod } from './apply-rules.js'

/** Methods that several contracts have alike, generated once. */
export type Group = {
  readonly name: 'Common' | 'Money'
  readonly doc: string
  readonly methods: readonly ClientMethod[]
}

export type Shared = {
  readonly groups: readonly Group[]
  /** Types that two contracts or more have alike. */
  readonly definitions: Definitions
}

/** A contract without what it shares. */
export type OwnPart = ClientContract & { readonly groups: readonly Group[] }

/** Finds what is alike to the letter in every contract, and in every contract that holds money. */
export function findShared(contracts: readonly ClientContract[]): Shared {
  const holders = contracts.filter((contract) => methodOf(contract, 'withdraw') !== undefined)
  const groups: readonly Group[] = [
    {
      name: 'Common',
      doc: 'What every contract of the hub can do.',
      methods: alike(contracts, contracts),
    },
    {
      name: 'Money',
      doc: 'What the contracts that hold money can do beside that.',
      methods: alike(contracts, holders),
    },
  ]
  return { groups, definitions: alikeDefinitions(contracts) }
}

export function ownPart(contract: ClientContract, { groups, definitions }: Shared): OwnPart {
  const kept = groups.filter(({ methods }) =>
    methods.every(({ name }) => methodOf(contract, name) !== undefined),
  )
  const taken = kept.flatMap(({ methods }) => methods.map(({ name }) => name))
  const methods = contract.methods.filter(({ name }) => !taken.includes(name))
  const used = reachable(contract.definitions, methods)
  const own = Object.entries(contract.definitions).filter(
    ([name]) => used.has(name) && definitions[name] === undefined,
  )
  return { ...contract, methods, definitions: Object.fromEntries(own), groups: kept }
}

/** Names of the definitions that values use, directly or through others. */
export function reachable(definitions: Definitions, from: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [...refsOf(from)]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    queue.push(...refsOf(definitions[name]))
  }
  return found
}

function methodOf({ methods }: ClientContract, name: string): ClientMethod | undefined {
  return methods.find((method) => method.name === name)
}

/** Methods that exactly `owners` have, and have alike. */
function alike(
  contracts: readonly ClientContract[],
  owners: readonly ClientContract[],
): readonly ClientMethod[] {
  return (owners[0]?.methods ?? []).filter((method) => {
    const having = contracts.filter((contract) => methodOf(contract, method.name) !== undefined)
    const texts = having.map((contract) => textOf(contract, methodOf(contract, method.name)))
    return having.length === owners.length && new Set(texts).size === 1
  })
}

function alikeDefinitions(contracts: readonly ClientContract[]): Definitions {
  const names = new Set(contracts.flatMap(({ definitions }) => Object.keys(definitions)))
  const shared = [...names].flatMap((name) => {
    const having = contracts.filter((contract) =>
      reachable(contract.definitions, contract.methods).has(name),
    )
    const texts = having.map((contract) => textOf(contract, contract.definitions[name]))
    const schema = having[0]?.definitions[name]
    const isShared = schema !== undefined && having.length > 1 && new Set(texts).size === 1
    return isShared ? [[name, schema] as const] : []
  })
  return Object.fromEntries(shared)
}

/** A value with every definition it uses written out. */
function textOf({ definitions }: ClientContract, value: unknown): string {
  const used = [...reachable(definitions, value)].sort()
  return JSON.stringify([value, used.map((name) => [name, definitions[name]])])
}
