/** What all five contracts share refuses in each of them as in the probe. */
import { readWasm } from '@research-hub/scripts/demo/chain'
import { createTestCa } from '@research-hub/sdk/attestation/testing'
import test, { type ExecutionContext } from 'ava'
import { sharedCallsAs } from '../../support/calls.js'
import * as ladder from '../../support/ladder-fixture.js'
import * as licensing from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { scene } from '../../support/scene.js'
import { near, secondNs } from '../../support/units.js'

const people = ['ann.hub.near', 'bob.hub.near']
const [ann = '', bob = ''] = people
const tokenId = 'token.hub.near'
const governed = { owner_id: 'hub.near', guardian_id: bob }

type Setting = {
  readonly as: ReturnType<typeof sharedCallsAs>
  readonly contractId: string
  readonly advance: (seconds: bigint) => void
}

async function setting(name: string): Promise<Setting> {
  const contractId = `${name}.hub.near`
  const contract = { [contractId]: readWasm(name) }
  const devnet = await scene(contract, people, { seed: `refusals of ${name}` })
  return {
    as: sharedCallsAs(devnet, contractId),
    contractId,
    advance: (seconds) => devnet.advanceTime(seconds * secondNs),
  }
}

const initArgs: Readonly<Record<string, object>> = {
  channels: { ...governed, fee_bps: 0, fee_recipient_id: 'hub.near' },
  competition: { ...governed, ladder_id: 'l.hub.near', licensing_id: 'm.hub.near', tiers: 3 },
  ladder: { ...ladder.initArgs, ...governed, genesis_ns: '1700000000000000000' },
  licensing: { ...licensing.initArgs, ...governed },
  attestation: {
    ...governed,
    root_key: createTestCa('refusals', 1_760_000_000).rootKey,
    timelock_s: 3600,
    test_root: true,
  },
}

async function governance(t: ExecutionContext, { as, contractId, advance }: Setting, init: object) {
  await refused(t, 'ERR_NOT_INITIALIZED', as(ann).propose_owner({ owner_id: ann }))
  await refused(t, 'ERR_PRIVATE', as(ann).init(init))
  await as(contractId).init(init)
  await refused(t, 'ERR_ALREADY_INITIALIZED', as(contractId).init(init))
  await refused(t, 'ERR_NOT_OWNER', as(ann).propose_owner({ owner_id: ann }))
  await refused(t, 'ERR_NOT_OWNER', as(ann).accept_owner())
  await refused(t, 'ERR_NOT_GUARDIAN', as(ann).pause({ features: 1 }))
  await refused(t, 'ERR_NOT_OWNER', as(bob).resume({ features: 1 }))
  await refused(t, 'ERR_ARGS', as(bob).pause({ features: 1, extra: 1 }))
  await refused(t, 'ERR_NOT_PAYABLE', as(bob).pause({ features: 1 }, 1n))
  const hash = '22'.repeat(32)
  await refused(t, 'ERR_NO_UPGRADE', as('hub.near').cancel_upgrade())
  const soon = { code_hash: hash, delay_ns: '1' }
  await refused(t, 'ERR_UPGRADE_DELAY', as('hub.near').propose_upgrade(soon))
  await refused(t, 'ERR_NOT_OWNER', as(ann).propose_upgrade(soon))
  await refused(t, 'ERR_PRIVATE', as(ann).migrate())
  await refused(t, 'ERR_NO_UPGRADE', as(ann).execute_upgrade())
  const delayS = 730n * 86_400n
  const inTime = { ...soon, delay_ns: String(delayS * 1_000_000_000n) }
  const never = { ...soon, delay_ns: String(2n ** 64n - 1n) }
  await refused(t, 'ERR_ARGS', as('hub.near').propose_upgrade(never))
  await as('hub.near').propose_upgrade(inTime)
  await refused(t, 'ERR_UPGRADE_EARLY', as(ann).execute_upgrade())
  advance(delayS + 14n * 86_400n)
  await refused(t, 'ERR_UPGRADE_EXPIRED', as(ann).execute_upgrade())
}

async function storage(t: ExecutionContext, { as }: Setting) {
  await refused(t, 'ERR_STORAGE_SHORT', as(ann).storage_deposit({}, 1n))
  await refused(t, 'ERR_NOT_REGISTERED', as(ann).storage_withdraw({}, 1n))
  await as(ann).storage_deposit({}, near)
  await refused(t, 'ERR_ONE_YOCTO', as(ann).storage_withdraw())
  await refused(t, 'ERR_STORAGE_SHORT', as(ann).storage_withdraw({ amount: String(near) }, 1n))
  await refused(t, 'ERR_ONE_YOCTO', as(ann).storage_unregister({}, 2n))
  await refused(t, 'ERR_PRIVATE', as(ann).on_storage_withdraw({ account_id: ann, amount: '1' }))
}

async function money(t: ExecutionContext, { as }: Setting) {
  await refused(t, 'ERR_NOT_REGISTERED', as(bob).deposit({}, 5n))
  await refused(t, 'ERR_NOT_REGISTERED', as(bob).withdraw({ token: 'NEAR' }, 1n))
  await refused(t, 'ERR_NOTHING_TO_WITHDRAW', as(ann).withdraw({ token: 'NEAR' }, 1n))
  await as(ann).deposit({}, 5n)
  await refused(t, 'ERR_CREDIT_SHORT', as(ann).withdraw({ token: 'NEAR', amount: '6' }, 1n))
  await refused(t, 'ERR_ONE_YOCTO', as(ann).withdraw({ token: 'NEAR' }))
  await refused(t, 'ERR_STORAGE_IN_USE', as(ann).storage_unregister({}, 1n))
  await refused(t, 'ERR_NOT_OWNER', as(ann).register_token({ token_id: tokenId }))
  await refused(t, 'ERR_UNKNOWN_TOKEN', as(ann).hold_token({ token: tokenId }))
  await as('hub.near').register_token({ token_id: tokenId })
  await refused(t, 'ERR_TOKEN_KNOWN', as('hub.near').register_token({ token_id: tokenId }))
  await refused(t, 'ERR_TOKEN_NOT_HELD', as(ann).withdraw({ token: tokenId }, 1n))
  await refused(t, 'ERR_TOKEN_NOT_HELD', as(ann).drop_token({ token: tokenId }))
  await refused(t, 'ERR_NOT_REGISTERED', as(bob).hold_token({ token: tokenId }))
  const payment = { account_id: ann, token: 'NEAR', amount: '1' }
  await refused(t, 'ERR_PRIVATE', as(ann).on_withdraw(payment))
  await refused(t, 'ERR_OUTBOX_UNKNOWN', as(ann).retry_outbox({ id: '9' }))
  await refused(t, 'ERR_OUTBOX_UNKNOWN', as(ann).drop_outbox({ id: '9' }))
  await refused(t, 'ERR_PRIVATE', as(ann).on_outbox({ id: '9' }))
  const received = { sender_id: ann, amount: '1', msg: '' }
  await refused(t, 'ERR_UNKNOWN_TOKEN', as(ann).ft_on_transfer(received))
}

for (const [name, init] of Object.entries(initArgs)) {
  test(`${name}: governance, storage and money refuse with their codes`, async (t) => {
    const found = await setting(name)
    await governance(t, found, init)
    await storage(t, found)
    // Attestation holds nobody's money.
    if (name !== 'attestation') await money(t, found)
  })
}
