/** Calls by name: `as(who).ladder.stand({ … }, depositYocto)`. */
import type { CallResult, Devnet, DevnetAccount } from '@research-hub/devnet'
import { tgas } from './units.js'

/** A finished call and its value as JSON. */
export type Called = CallResult & { readonly json: unknown }

/**
 * One method. `args` may be what the method takes or anything else, bytes too. Resolves when every
 * receipt succeeded, and otherwise rejects with a {@link CallError}.
 */
export type Call = (args?: unknown, depositYocto?: bigint) => Promise<Called>

/** The methods of contracts by their wire names, from the modules that export them. */
export type Calls<Contracts> = {
  readonly [Contract in keyof Contracts]: {
    readonly [Method in keyof Contracts[Contract] & string]: Call
  }
}

/** A call that failed. */
export class CallError extends Error {
  readonly code: string
  readonly result: CallResult

  constructor(method: string, result: CallResult) {
    super(`${method}: ${JSON.stringify(result.failure)}`)
    this.code = codeOf(result) ?? ''
    this.result = result
  }
}

/** The code of a failed call, or the failure's whole text; undefined when it succeeded. */
export function codeOf({ failure }: Pick<CallResult, 'failure'>): string | undefined {
  if (failure === undefined) return undefined
  const text = JSON.stringify(failure)
  return /ERR_[A-Z0-9_]+/.exec(text)?.[0] ?? text
}

/** How a call ended, whether it failed or not. */
export async function attempt<T = CallResult>(calling: T | Promise<T>): Promise<T | CallResult> {
  try {
    return await calling
  } catch (error) {
    if (error instanceof CallError) return error.result
    throw error
  }
}

/** The account of a name, with or without the root's suffix. */
export function accountOf(devnet: Devnet, name: string): DevnetAccount {
  const { root, accounts } = devnet
  if (name === root.accountId) return root
  const account = accounts.get(name) ?? accounts.get(`${name}.${root.accountId}`)
  if (account === undefined) throw new Error(`no account ${name}`)
  return account
}

export type CallsOptions = {
  readonly gas?: bigint
  /** Whether only the called contract's own receipt counts as failing, not those of others. */
  readonly isOwnOnly?: boolean
}

/** Whose calls to the contracts of `ids` go to the chain; `who` is an account or its name. */
export function callsAs<Contracts>(
  devnet: Devnet,
  ids: Readonly<Record<keyof Contracts & string, string>>,
  { gas = 300n * tgas, isOwnOnly = false }: CallsOptions = {},
): (who: string | DevnetAccount) => Calls<Contracts> {
  return (who) => {
    const account = typeof who === 'string' ? accountOf(devnet, who) : who
    const methodsOf = (contractId: string): Readonly<Record<string, Call>> =>
      byName((method) => async (args = {}, depositYocto = 0n) => {
        const ended = await devnet.call(account, contractId, method, args, { gas, depositYocto })
        const result = isOwnOnly ? { ...ended, failure: ownFailure(ended, contractId) } : ended
        if (result.failure !== undefined) throw new CallError(method, result)
        return { ...result, json: jsonOf(result.value) }
      })
    const contracts = Object.entries<string>(ids).map(([name, id]) => [name, methodsOf(id)])
    return Object.fromEntries(contracts) as Calls<Contracts>
  }
}

/** The ladder has every method that contracts share. */
type Shared = { readonly contract: typeof import('@research-hub/contracts/ladder/contract') }

/** Whose calls to the methods that contracts share go to one of them. */
export function sharedCallsAs(
  devnet: Devnet,
  contractId: string,
): (who: string | DevnetAccount) => Calls<Shared>['contract'] {
  const as = callsAs<Shared>(devnet, { contract: contractId })
  return (who) => as(who).contract
}

/** An object whose every member is made from its name. */
function byName<T>(make: (name: string) => T): Readonly<Record<string, T>> {
  return new Proxy<Record<string, T>>({}, { get: (_, name) => make(String(name)) })
}

/** What failed in a contract's first receipt, or kept the transaction from having any. */
export function ownFailure({ receipts, failure }: CallResult, contractId: string): unknown {
  if (receipts.length === 0) return failure
  const own = receipts.find(({ executorId }) => executorId === contractId)
  return (own?.status as { readonly Failure?: unknown } | undefined)?.Failure
}

/** The JSON that a call returned; undefined when it returned nothing. */
export function jsonOf(value: Uint8Array | undefined): unknown {
  const text = value === undefined ? '' : new TextDecoder().decode(value)
  return text === '' ? undefined : JSON.parse(text)
}
