import { readWasm } from '@research-hub/scripts/demo/chain'
import { formatKey } from '@research-hub/sdk/payments'
import test from 'ava'
import { accountOf } from '../../support/calls.js'
import {
  channelsFixture,
  contractId,
  openChannel,
  payeeKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { outboxGas, sharedGas } from '../../support/common-gas.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { gasNotes, unmeasuredCalls } from '../../support/gas-notes.js'
import { outboxId } from '../../support/outbox-ids.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near } from '../../support/units.js'
import { multiInput, sha256, sha256Hex, voucher } from './support/messages.js'

const licensingId = 'licensing.hub.near'
/** Carries the contract's code: its hash and its deployment cost by the byte. */
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

test('INV-19 gas of shared and further calls by the longest ids is as recorded and at most 6 Tgas', async (t) => {
  const f = await channelsFixture(50, 'channels-gas-common', licensingId)
  const { devnet } = f
  const licensing = await devnet.createAccount(licensingId, 20n * near)
  await devnet.deploy(licensing, await fixtureWasm('neighbour'))
  const setMode = (mode: string) => devnet.call(licensing, licensingId, 'set_mode', { mode })
  const { gas, note } = gasNotes(t, contractId)
  const stranger = accountOf(devnet, 'stranger.hub.near')
  const call = (method: string, args: unknown, depositYocto = 0n) =>
    devnet.call(stranger, contractId, method, args, { gas: 300_000_000_000_000n, depositYocto })

  await call('storage_deposit', {}, near)

  const fill = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
  const tee = voucherKey(fill(5))
  const signer = voucherKey(fill(6))
  const asset = { assetId: 7n, royaltyPpm: 300_000 }
  // The key and the asset of the channel come last of as many as there may be.
  const others = [11, 12, 13, 14, 15, 16, 17].map((byte) => voucherKey(fill(byte)).publicKey)
  const payee = accountOf(devnet, 'payee.hub.near')
  const byPayee = (method: string, args: unknown) =>
    devnet.call(payee, contractId, method, args, { gas: 30_000_000_000_000n, depositYocto: 1n })
  await note('drop_payee_terms', byPayee('drop_payee_terms', {}))
  const longest = {
    payee_keys: [...others, payeeKey.publicKey].map(formatKey),
    max_royalty_ppm: 300_000,
    asset_ids: ['1', '2', '3', '4', '5', '6', '8', '7'],
    max_tip_bps: 1000,
    tip_after_bps: 5000,
  }
  await note('set_payee_terms', byPayee('set_payee_terms', longest))
  await note('set_payee_terms, again', byPayee('set_payee_terms', longest))
  const channel = await openChannel(f, near, fill(7), {
    teeKey: formatKey(tee.publicKey),
    lanes: 1,
    signer,
    asset,
  })
  const { channelId } = channel
  const [model, request] = ['m'.repeat(64), sha256Hex('request')]
  const ackHash = sha256(`${model}:${request}`)
  const conditional = voucher(f.ctx, channelId, { cumulative: 1000n, ackHash, flags: 1 })
  const text = `${model}:${request}:${sha256Hex('answer')}`
  await note(
    'settle_conditional',
    call('settle_conditional', {
      voucher: base64(conditional),
      signature: base64(signer.sign(conditional)),
      text,
      text_signature: base64(tee.sign(Buffer.from(text))),
    }),
  )
  const entry = { channelId: Buffer.from(channelId, 'hex'), lane: 1, cumulative: 2000n }
  await note('settle_multi, one', call('settle_multi', multiInput(f.ctx, signer, [entry])))
  await setMode('failing')
  await note(
    'forward_royalty',
    call('forward_royalty', { asset_id: '7', token: 'NEAR' }),
    'on_outbox, failed',
  )
  const id = outboxId(devnet, contractId)
  const waiting = (await devnet.view(contractId, 'outbox_entry', { id })) as {
    amount: string
  }
  const notification = { id, amountYocto: BigInt(waiting.amount), setMode }
  await outboxGas(devnet, contractId, stranger, notification, note)

  await f.payee.channels.close({ channelId, captureYocto: 3000n })
  devnet.produceBlocks(1_300)
  await note('purge', call('purge', { channel_id: channelId }))

  const shared = {
    contractId,
    wasm: readWasm('channels'),
    message: '',
    initArgs: (id: (letter: string) => string) => ({
      owner_id: id('o'),
      guardian_id: id('g'),
      fee_bps: 50,
      fee_recipient_id: id('f'),
      licensing_id: id('l'),
    }),
  }
  const ofInit = await sharedGas(t, devnet, shared, note)
  matchSnapshot(t, 'channels-gas-common', { ...gas, ...ofInit })
  await devnet.close()
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('channels'), [])
})
