/** What all five contracts share refuses in each of them as in the probe. */
import { type CallResult, createDevnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { createTestCa } from '@research-hub/sdk/attestation/testing'
import test, { type ExecutionContext } from 'ava'
import { accountOf } from '../../support/channels-fixture.js'
import * as ladder from '../../support/ladder-fixture.js'
import * as licensing from '../../support/licensing-fixture.js'
import { near } from '../../support/units.js'

const people = ['ann.hub.near', 'bob.hub.near']
const [ann = '', bob = ''] = people
const tokenId = 'token.hub.near'
const governed = { owner_id: 'hub.near', guardian_id: bob }

type Setting = {
  readonly advance: (seconds: bigint) => void
  readonly call: (
    by: string,
    method: string,
    args?: unknown,
    depositYocto?: bigint,
  ) => Promise<CallResult>
  readonly refused: (
    code: string,
    by: string,
    method: string,
    args?: unknown,
    depositYocto?: bigint,
  ) => Promise<void>
}

async function setting(t: ExecutionContext, name: string): Promise<Setting> {
  const contractId = `${name}.hub.near`
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    seed: `refusals of ${name}`,
    accounts: Object.fromEntries(
      [contractId, ...people].map((id) => [id, { balanceYocto: 1000n * near }]),
    ),
  })
  await devnet.deploy(accountOf(devnet, contractId), readWasm(name))
  const call: Setting['call'] = (by, method, args = {}, depositYocto = 0n) => {
    const signer = by === 'self' ? contractId : by
    const options = { gas: 300_000_000_000_000n, depositYocto }
    return devnet.call(accountOf(devnet, signer), contractId, method, args, options)
  }
  return {
    advance: (seconds) => devnet.advanceTime(seconds * 1_000_000_000n),
    call,
    refused: async (code, by, method, args, depositYocto) => {
      const { failure } = await call(by, method, args, depositYocto)
      t.is(/ERR_[A-Z_]+/.exec(JSON.stringify(failure) ?? '')?.[0], code, `${name} ${method}`)
    },
  }
}

const initArgs: Readonly<Record<string, object>> = {
  channels: { ...governed, fee_bps: 0, fee_recipient_id: 'hub.near' },
  competition: { ...governed, ladder_id: 'l.hub.near', licensing_id: 'm.hub.near' },
  ladder: { ...ladder.initArgs, ...governed, genesis_ns: '1700000000000000000' },
  licensing: { ...licensing.initArgs, ...governed },
  attestation: {
    ...governed,
    root_key: createTestCa('refusals', 1_760_000_000).rootKey,
    timelock_s: 3600,
  },
}

async function governance(t: ExecutionContext, found: Setting, init: object) {
  const { advance, call, refused } = found
  await refused('ERR_NOT_INITIALIZED', ann, 'propose_owner', { owner_id: ann })
  await refused('ERR_PRIVATE', ann, 'init', init)
  t.is((await call('self', 'init', init)).failure, undefined)
  await refused('ERR_ALREADY_INITIALIZED', 'self', 'init', init)
  await refused('ERR_NOT_OWNER', ann, 'propose_owner', { owner_id: ann })
  await refused('ERR_NOT_OWNER', ann, 'accept_owner', {})
  await refused('ERR_NOT_GUARDIAN', ann, 'pause', { features: 1 })
  await refused('ERR_NOT_OWNER', bob, 'resume', { features: 1 })
  await refused('ERR_ARGS', bob, 'pause', { features: 1, extra: 1 })
  await refused('ERR_NOT_PAYABLE', bob, 'pause', { features: 1 }, 1n)
  const hash = '22'.repeat(32)
  await refused('ERR_NO_UPGRADE', 'hub.near', 'cancel_upgrade', {})
  const soon = { code_hash: hash, delay_ns: '1' }
  await refused('ERR_UPGRADE_DELAY', 'hub.near', 'propose_upgrade', soon)
  await refused('ERR_NOT_OWNER', ann, 'propose_upgrade', soon)
  await refused('ERR_PRIVATE', ann, 'migrate', {})
  const code = new Uint8Array(4)
  await refused('ERR_NO_UPGRADE', ann, 'execute_upgrade', code)
  const inTime = { ...soon, delay_ns: '259200000000000' }
  t.is((await call('hub.near', 'propose_upgrade', inTime)).failure, undefined)
  await refused('ERR_UPGRADE_EARLY', ann, 'execute_upgrade', code)
  advance(259_201n)
  await refused('ERR_UPGRADE_HASH', ann, 'execute_upgrade', code)
}

async function storage(t: ExecutionContext, { call, refused }: Setting) {
  await refused('ERR_STORAGE_SHORT', ann, 'storage_deposit', {}, 1n)
  await refused('ERR_NOT_REGISTERED', ann, 'storage_withdraw', {}, 1n)
  t.is((await call(ann, 'storage_deposit', {}, near)).failure, undefined)
  await refused('ERR_ONE_YOCTO', ann, 'storage_withdraw', {})
  await refused('ERR_STORAGE_SHORT', ann, 'storage_withdraw', { amount: String(near) }, 1n)
  await refused('ERR_ONE_YOCTO', ann, 'storage_unregister', {}, 2n)
  await refused('ERR_PRIVATE', ann, 'on_storage_withdraw', { account_id: ann, amount: '1' })
}

async function money(t: ExecutionContext, { call, refused }: Setting) {
  await refused('ERR_NOT_REGISTERED', bob, 'deposit', {}, 5n)
  await refused('ERR_NOT_REGISTERED', bob, 'withdraw', { token: 'near' })
  await refused('ERR_NOTHING_TO_WITHDRAW', ann, 'withdraw', { token: 'near' })
  t.is((await call(ann, 'deposit', {}, 5n)).failure, undefined)
  await refused('ERR_CREDIT_SHORT', ann, 'withdraw', { token: 'near', amount: '6' })
  await refused('ERR_NOT_PAYABLE', ann, 'withdraw', { token: 'near' }, 1n)
  await refused('ERR_STORAGE_IN_USE', ann, 'storage_unregister', {}, 1n)
  await refused('ERR_NOT_OWNER', ann, 'register_token', { token_id: tokenId })
  await refused('ERR_UNKNOWN_TOKEN', ann, 'hold_token', { token: tokenId })
  t.is((await call('hub.near', 'register_token', { token_id: tokenId })).failure, undefined)
  await refused('ERR_TOKEN_KNOWN', 'hub.near', 'register_token', { token_id: tokenId })
  await refused('ERR_TOKEN_NOT_HELD', ann, 'withdraw', { token: tokenId })
  await refused('ERR_TOKEN_NOT_HELD', ann, 'drop_token', { token: tokenId })
  await refused('ERR_NOT_REGISTERED', bob, 'hold_token', { token: tokenId })
  const payment = { account_id: ann, token: 'near', amount: '1' }
  await refused('ERR_PRIVATE', ann, 'on_withdraw', payment)
  await refused('ERR_OUTBOX_UNKNOWN', ann, 'retry_outbox', { id: '9' })
  await refused('ERR_PRIVATE', ann, 'on_outbox', { id: '9' })
  const received = { sender_id: ann, amount: '1', msg: '' }
  await refused('ERR_UNKNOWN_TOKEN', ann, 'ft_on_transfer', received)
}

for (const [name, init] of Object.entries(initArgs)) {
  test(`${name}: governance, storage and money refuse with their codes`, async (t) => {
    const found = await setting(t, name)
    await governance(t, found, init)
    await storage(t, found)
    // Attestation holds nobody's money.
    if (name !== 'attestation') await money(t, found)
  })
}
