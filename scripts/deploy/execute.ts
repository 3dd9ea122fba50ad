import {
  type Account,
  createHubClient,
  type HubContracts,
  type Journal,
  type Transport,
} from '@research-hub/sdk'
import type { HubConfig } from '../config.js'
import type { KeyStore } from './keys.js'
import type { PlanStep } from './plan.js'
import type { Target } from './targets.js'

export type Deployment = {
  readonly transport: Transport
  readonly networkId: string
  readonly root: Account
  readonly ids: HubContracts
  readonly keys: KeyStore
  readonly amounts: HubConfig['deploy']
  /** Remembers what was signed, so that a run that was cut off is followed up, not repeated. */
  readonly journal?: Journal
}

const initGas = 100_000_000_000_000n
const storageGas = 30_000_000_000_000n

/** Does one step. A step that was signed before is looked up first and not signed twice. */
export async function executeStep(deployment: Deployment, step: PlanStep): Promise<void> {
  switch (step.kind) {
    case 'create':
      return create(deployment, step.target)
    case 'deploy-and-init':
      return send(deployment, step.target, [deployAction(step.target), initAction(step.target)])
    case 'init':
      return send(deployment, step.target, [initAction(step.target)])
    case 'redeploy':
      return send(deployment, step.target, [deployAction(step.target)])
    case 'lock':
      return lock(deployment, step.target, step.keys)
    case 'register': {
      const { storageDepositYocto } = deployment.amounts
      await clientOf(deployment, deployment.root).send(step.contractId, [
        {
          methodName: 'storage_deposit',
          args: { account_id: step.registration.accountId },
          gas: storageGas,
          depositYocto: BigInt(storageDepositYocto),
        },
      ])
      return
    }
    case 'propose-upgrade':
      throw new Error(`${step.target.accountId} has no key here; its owner proposes the upgrade`)
  }
}

async function create(deployment: Deployment, { accountId }: Target): Promise<void> {
  const { publicKey } = deployment.keys.keyOf(accountId)
  await clientOf(deployment, deployment.root).sendActions(accountId, [
    { kind: 'create-account' },
    { kind: 'transfer', amountYocto: BigInt(deployment.amounts.contractFundingYocto) },
    { kind: 'add-full-access-key', publicKey },
  ])
}

async function lock(
  deployment: Deployment,
  target: Target,
  seen: readonly string[],
): Promise<void> {
  const own = deployment.keys.keyOf(target.accountId).publicKey
  const others = seen.filter((key) => key !== own)
  await send(
    deployment,
    target,
    [...others, own].map((publicKey) => ({ kind: 'delete-key' as const, publicKey })),
  )
}

type Actions = Parameters<ReturnType<typeof clientOf>['sendActions']>[1]

/** By the contract's own account, which is what `init` obeys. */
async function send(deployment: Deployment, target: Target, actions: Actions): Promise<void> {
  const account = deployment.keys.keyOf(target.accountId)
  await clientOf(deployment, account).sendActions(target.accountId, actions)
}

function deployAction({ wasm }: Target): Actions[number] {
  return { kind: 'deploy', wasm }
}

function initAction({ initArgs }: Target): Actions[number] {
  return { methodName: 'init', args: initArgs, gas: initGas, depositYocto: 0n }
}

function clientOf({ transport, networkId, ids, journal }: Deployment, account: Account) {
  return createHubClient({ transport, networkId, contracts: ids, account, journal })
}
