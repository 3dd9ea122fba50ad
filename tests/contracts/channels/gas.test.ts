import { channelId, formatKey, toHex } from '@research-hub/sdk/payments'
import test from 'ava'
import { accountOf } from '../../support/calls.js'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
  payeeKey,
  signedBy,
  voucherKey,
} from '../../support/channels-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near, tgas } from '../../support/units.js'
import { batchEntry, batchInput, refundAuth, tickChain, tickCommit } from './support/messages.js'

const minute = 60_000_000_000n
const payeeId = 'payee.hub.near'
const fill = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte)

test('INV-19 gas of the further methods, all receipts included, is exactly as recorded', async (t) => {
  const f = await channelsFixture(50, 'gas-snapshot-2')
  await f.payer.channels.deposit({ depositYocto: 10n * near })
  await f.payer.channels.storageDeposit({ depositYocto: near })
  const gas: Record<string, bigint> = {}
  const channel = await openChannel(f, near, fill(7), { token: 'NEAR', lanes: 2 })
  const { channelId: id } = channel
  gas.open_from_vault = channel.gasBurnt
  const run = async (name: string, sent: Promise<{ readonly gasBurnt: bigint }>) => {
    gas[name] = (await sent).gasBurnt
  }
  const { channels } = f.payer
  await run('settle_first_fee', f.stranger.channels.settle(channel.voucher(near / 100n)))
  await run('settle', f.stranger.channels.settle(channel.voucher(near / 50n)))
  await run('settle_lane', f.stranger.channels.settle(channel.voucher(near / 50n, 1)))
  await run('top_up_from_vault', channels.topUpFromVault({ channelId: id, amount: 5n }))
  await run('allocate', channels.allocate({ channelId: id, limit: 2n * near }))
  await run('deallocate', channels.deallocate({ channelId: id, limit: near }))
  f.devnet.advanceTime(16n * minute)
  await run('apply_decrease', f.stranger.channels.applyDecrease({ channelId: id }))
  await run('refund_unused', f.payee.channels.refundUnused({ channelId: id, amount: 5n }))
  const auth = refundAuth(f.ctx, id, 50n)
  const signedAuth = { auth, authSignature: channel.payeeKey.sign(auth) }
  await run('refund_with_auth', f.stranger.channels.refundWithAuth(signedAuth))
  await run('collect_fees', f.stranger.channels.collectFees())
  for (const [ticks, lane] of [
    [1, 1],
    [1024, 2],
  ] as const) {
    const chain = tickChain(fill(9), 1024)
    const base = near / 40n
    const fields = { base, lane, maxTicks: 1024, tickPrice: 10n ** 15n, root: chain[0] ?? fill(0) }
    const commitment = tickCommit(f.ctx, id, fields)
    const signature = channel.signer.sign(commitment)
    const tick = chain[ticks] ?? fill(0)
    const args = { commitment, signature, ticks, tick }
    await run(`settle_ticks_${ticks}`, f.stranger.channels.settleTicks(args))
  }
  const atMost = (name: string, most: bigint) =>
    t.true((gas[name] ?? 0n) <= most, `${name}: ${gas[name]}`)
  atMost('settle', (35n * tgas) / 10n)
  atMost('open_from_vault', (42n * tgas) / 10n)
  atMost('settle_ticks_1024', 30n * tgas)
  matchSnapshot(t, 'channels-gas-more', gas)
})

/** Ids of `count` channels of one signer, opened from credit many at a time. */
async function openMany(f: ChannelsFixture, count: number) {
  await f.payer.channels.deposit({ depositYocto: 100n * near })
  await f.payer.channels.storageDeposit({ depositYocto: 10n * near })
  const signer = voucherKey(fill(1))
  const openHeight = f.devnet.chain.head().header.height
  const terms = {
    payerId: 'payer.hub.near',
    payeeId,
    token: 'NEAR',
    signerKey: signer.publicKey,
    payeeKey: payeeKey.publicKey,
    graceS: 900,
    feeBps: 50,
    termsHash: fill(0x11),
    openHeight,
  }
  const salts = Array.from({ length: count }, (_, i) => {
    const salt = fill(0, 16)
    new DataView(salt.buffer).setUint32(0, i)
    return salt
  })
  for (let from = 0; from < count; from += 50) {
    const calls = salts.slice(from, from + 50).map((salt) => ({
      methodName: 'open_from_vault',
      args: {
        payee_id: payeeId,
        terms_revision: '1',
        signer_key: formatKey(signer.publicKey),
        payee_key: formatKey(payeeKey.publicKey),
        grace_s: 900,
        terms_hash: '11'.repeat(32),
        salt: toHex(salt),
        open_height: `${openHeight}`,
        token: 'NEAR',
        deposit: `${near / 100n}`,
      },
      gas: 10n * tgas,
      depositYocto: 1n,
    }))
    await f.payer.send(contractId, calls)
  }
  return salts.map((salt) =>
    signedBy(f, toHex(channelId(f.ctx, { ...terms, salt })), signer, payeeKey),
  )
}

test('INV-19 a batch costs a constant and so much an entry, whatever its length', async (t) => {
  const f = await channelsFixture(50, 'gas-batch')
  const channels = await openMany(f, 200)
  await f.payee.channels.settle(channels[0]?.voucher(1n) ?? never())
  const stranger = accountOf(f.devnet, 'stranger.hub.near')
  const start = f.devnet.snapshot()
  const cost = async (count: number): Promise<bigint> => {
    f.devnet.revert(start)
    const entries = channels
      .slice(0, count)
      .map((channel) => batchEntry(channel.voucher(near / 200n)))
    const input = batchInput(entries)
    const result = await f.devnet.call(stranger, contractId, 'settle_batch', input, {
      gas: 900n * tgas,
    })
    t.is(Buffer.from(result.value ?? []).toString(), `"${'00'.repeat(count)}"`)
    return result.totalGasBurnt
  }
  const [one, half, whole] = [await cost(1), await cost(100), await cost(200)]
  const first = (half - one) / 99n
  const second = (whole - half) / 100n
  // Entries lie at different depths of the trie; beyond that each costs the same.
  t.true(second - first < first / 50n && first - second < first / 50n, `${first} and ${second}`)
  const perChannel = whole / 200n
  t.true(perChannel <= (55n * tgas) / 100n, `${perChannel}`)
  matchSnapshot(t, 'channels-gas-batch', {
    settle_batch_1: one,
    settle_batch_100: half,
    settle_batch_200: whole,
    settle_batch_200_per_channel: perChannel,
  })
})

function never(): never {
  throw new Error('no channel')
}
