/** The chain that runs start from: contracts, tokens, a neighbour, accounts with credit. */
import type { Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { contextId } from '@research-hub/sdk/payments'
import { withoutGasRewards } from '../../../support/exact-books.js'
import { fixtureWasm } from '../../../support/fixture-contracts.js'
import { scene } from '../../../support/scene.js'
import { near } from '../../../support/units.js'
import { createDriver, type Driver, type Plan } from './driver.js'
import { follow } from './follow.js'
import {
  bad,
  contractId,
  feeBps,
  good,
  idOf,
  licensingId,
  names,
  ownerId,
  payees,
} from './names.js'
import { createOracle } from './oracle.js'
import { termsPlan } from './plans/open.js'
import { action } from './plans.js'
import { createSignedBook } from './signed.js'
import { type Model, newModel } from './state.js'
import type { World } from './world.js'

export type Setting = {
  readonly devnet: Devnet
  readonly driver: Driver
  readonly model: Model
  readonly world: World
}

/** The same chain every time, the model having followed it since the contract was set up. */
export async function createSetting(): Promise<Setting> {
  const token = await fixtureWasm('token')
  const contracts = {
    [contractId]: readWasm('channels'),
    [licensingId]: await fixtureWasm('neighbour'),
    [good]: token,
    [bad]: token,
  }
  const devnet = await scene(contracts, names.map(idOf), { seed: 'model' })
  withoutGasRewards(devnet)
  const driver = createDriver(devnet)
  const ctx = contextId('model', contractId)
  const world: World = {
    ctx,
    signed: createSignedBook(),
    oracle: createOracle(),
    channels: [],
    outboxBase: 0n,
    history: [],
    promised: new Map(),
    revisions: new Map(),
    salts: 0,
  }
  let model = newModel(ownerId)
  const run = (plans: readonly Plan[], isFollowed: boolean): void => {
    for (const plan of plans) driver.submit(plan)
    do {
      for (const executed of driver.block()) {
        if (executed.failure !== undefined) throw new Error(executed.failure)
        if (!isFollowed) continue
        model = follow(model, world, executed)
        world.oracle.observe(executed, world.signed)
      }
    } while (!driver.isIdle())
  }
  run(setUpPlans(), false)
  for (const plans of fundingPlans()) run(plans, true)
  return { devnet, driver, model, world }
}

const plan = (by: string, to: string, ...actions: Plan['actions']): Plan => ({ by, to, actions })

function setUpPlans(): readonly Plan[] {
  const init = {
    owner_id: ownerId,
    guardian_id: ownerId,
    fee_bps: Number(feeBps),
    fee_recipient_id: ownerId,
    licensing_id: licensingId,
  }
  const register = [good, bad].map((token_id) => action('register_token', { token_id }))
  return [
    plan(contractId, contractId, action('init', init)),
    plan(ownerId, contractId, ...register),
  ]
}

/** Registrations, then credits in all three tokens for those who pay. */
function fundingPlans(): readonly (readonly Plan[])[] {
  const registered = ['ann', 'bob', 'cat', 'dan', 'tower'] as const
  const holding = [good, bad].map((token) => action('hold_token', { token }))
  const register = action('storage_deposit', {}, near / 2n)
  const ids = registered.map(idOf)
  const mints = [good, bad].flatMap((token) =>
    ids.map((account_id) => plan(token, token, action('mint', { account_id, amount: '5000' }))),
  )
  const transfer = { receiver_id: contractId, amount: '1500', msg: '' }
  const payers = [idOf('ann'), idOf('bob')]
  const tokenDeposits = [good, bad].flatMap((token) =>
    payers.map((by) => plan(by, token, action('ft_transfer_call', transfer, 1n, 120n))),
  )
  return [
    [plan(ownerId, contractId, register), ...ids.map((by) => plan(by, contractId, register))],
    payees.map((payee) => plan(idOf(payee), contractId, termsPlan(payee, 'nothing', 4000))),
    [...ids, ownerId].map((by) => plan(by, contractId, ...holding)),
    mints,
    tokenDeposits,
    payers.map((by) => plan(by, contractId, action('deposit', {}, 4n * near))),
  ]
}
