/** The steps from what is on chain to what the configuration wants. Pure. */
import { noCode, type Observed } from './observe.js'
import type { Desired, Registration, Target } from './targets.js'

export type PlanStep =
  | { readonly kind: 'create'; readonly target: Target }
  /** Code and `init` in one transaction, so that nobody can come between. */
  | { readonly kind: 'deploy-and-init'; readonly target: Target }
  | { readonly kind: 'init'; readonly target: Target }
  /** New code on a contract in use, with its account's own key. */
  | { readonly kind: 'redeploy'; readonly target: Target }
  /** New code on a contract without keys: only its owner can propose it. Not executed here. */
  | { readonly kind: 'propose-upgrade'; readonly target: Target }
  | { readonly kind: 'register'; readonly registration: Registration; readonly contractId: string }
  /** Takes the account's full-access keys away; from then on code changes by proposal only. */
  | { readonly kind: 'lock'; readonly target: Target; readonly keys: readonly string[] }

export type PlanOptions = { readonly removesKeys: boolean }

export function makePlan(
  desired: Desired,
  observed: Observed,
  { removesKeys }: PlanOptions,
): readonly PlanStep[] {
  const contracts = desired.targets.flatMap((target) => contractSteps(target, observed))
  const registrations = desired.registrations
    .filter(({ contract, accountId }) => !observed.registered.has(`${contract} ${accountId}`))
    .map((registration) => ({
      kind: 'register' as const,
      registration,
      contractId: desired.ids[registration.contract],
    }))
  const locks = removesKeys ? desired.targets.flatMap((target) => lockStep(target, observed)) : []
  return [...contracts, ...registrations, ...locks]
}

function contractSteps(target: Target, { accounts }: Observed): readonly PlanStep[] {
  const account = accounts.get(target.accountId)
  if (account === undefined || !account.exists) {
    return [
      { kind: 'create', target },
      { kind: 'deploy-and-init', target },
    ]
  }
  if (account.codeHash === target.codeHash) {
    return account.isInitialised ? [] : [{ kind: 'init', target }]
  }
  if (account.codeHash === noCode || !account.isInitialised) {
    return [{ kind: 'deploy-and-init', target }]
  }
  return [{ kind: account.fullAccessKeys.length > 0 ? 'redeploy' : 'propose-upgrade', target }]
}

function lockStep(target: Target, { accounts }: Observed): readonly PlanStep[] {
  const account = accounts.get(target.accountId)
  // An account that is still to be made gets a key, which goes in the same run.
  if (account?.exists !== true) return [{ kind: 'lock', target, keys: [] }]
  const keys = account.fullAccessKeys
  return keys.length === 0 ? [] : [{ kind: 'lock', target, keys }]
}

/** One line for a person to read. */
export function describeStep(step: PlanStep): string {
  if (step.kind === 'register') {
    return `register ${step.registration.accountId} with ${step.contractId}`
  }
  const { accountId, wasm, codeHash } = step.target
  switch (step.kind) {
    case 'create':
      return `create ${accountId}`
    case 'deploy-and-init':
      return `deploy ${wasm.length} bytes (${codeHash}) to ${accountId} and set it up`
    case 'init':
      return `set ${accountId} up`
    case 'redeploy':
      return `replace the code of ${accountId} by ${codeHash}`
    case 'propose-upgrade':
      return `(by its owner) publish ${codeHash} as a global contract and propose upgrade of ${accountId} to it`
    case 'lock':
      return `take the full-access keys of ${accountId} away`
  }
}
