/**
 * Every single bit of every kind that the contract reads, in a call of its own. Of a signature, one bit of
 * every byte so, and all of them in one call of the chain's verifier. Plain vouchers are in
 * `signatures.test.ts`.
 */
import { encodeCloseAuth, formatKey, fromHex } from '@research-hub/sdk/payments'
import test, { type ExecutionContext } from 'ava'
import {
  type ChannelsFixture,
  channelsFixture,
  type OpenedChannel,
  openChannel,
  type VoucherKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { near } from '../../support/units.js'
import { createDriver, type Driver } from './model/driver.js'
import { contractId } from './model/names.js'
import {
  ascending,
  join,
  multiEntries,
  multiVoucher,
  refundAuth,
  sha256,
  tickChain,
  tickCommit,
  voucher,
} from './support/messages.js'

const perBlock = 200
const half = near / 2n
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

type Setting = {
  readonly f: ChannelsFixture
  readonly channel: OpenedChannel
  readonly driver: Driver
}

async function setting(teeKey?: string): Promise<Setting> {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near, undefined, {
    lanes: 64,
    ...(teeKey === undefined ? {} : { teeKey }),
  })
  return { f, channel, driver: createDriver(f.devnet) }
}

/** Bytes of a call; a signature says what it is under and whose. */
type Signed = {
  readonly bytes: Uint8Array
  readonly message?: Uint8Array
  readonly key?: Uint8Array
}

function signedBy(key: VoucherKey, message: Uint8Array): readonly [Signed, Signed] {
  const signature = { bytes: key.sign(message), message, key: key.publicKey }
  return [{ bytes: message }, signature]
}

/** How many signatures with one bit turned over the chain's own verifier takes. */
async function flipsTaken({ devnet }: ChannelsFixture, input: Uint8Array): Promise<string> {
  const id = 'verifier.hub.near'
  if (!devnet.accounts.has(id)) {
    const account = await devnet.createAccount(id, 20n * near)
    await devnet.deploy(account, await fixtureWasm('verifier'))
  }
  return Buffer.from(await devnet.viewRaw(id, 'verify_flips', input)).toString()
}

/** Calls with one bit of the parts turned over at a time; then as they are, which must succeed. */
async function refusesEveryFlip(
  t: ExecutionContext,
  { channel, driver, f }: Setting,
  method: string,
  signed: readonly Signed[],
  argsOf: (parts: readonly Uint8Array[]) => Uint8Array,
): Promise<void> {
  const parts = signed.map(({ bytes }) => bytes)
  const before = await f.payer.channels.get({ channelId: channel.channelId })
  const send = (by: string, made: readonly Uint8Array[]): void => {
    const actions = [{ method, args: argsOf(made), deposit: 0n, tgas: 30n }]
    driver.submit({ by, to: contractId, actions })
  }
  let sent = 0
  let refused = 0
  const run = (): void => {
    do for (const { failure } of driver.block()) if (failure?.includes('ERR_') === true) refused++
    while (!driver.isIdle())
  }
  for (const [i, { bytes: part, message }] of signed.entries()) {
    const step = message === undefined ? 1 : 9
    for (let bit = 0; bit < part.length * 8; bit += step) {
      const bent = part.slice()
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      // The payer may close on the payee's word alone, so it is the one to try.
      send('payer.hub.near', parts.toSpliced(i, 1, bent))
      sent++
      if (sent % perBlock === 0) run()
    }
  }
  run()
  t.true(sent > 0)
  t.is(refused, sent)
  for (const { bytes, key, message } of signed)
    if (key !== undefined && message !== undefined)
      t.is(await flipsTaken(f, join(key, bytes, message)), '0')
  t.deepEqual(await f.payer.channels.get({ channelId: channel.channelId }), before)
  send('payer.hub.near', parts)
  const [good] = [driver.block(), driver.block()].flat()
  t.is(good?.failure, undefined, 'the call itself is good')
}

const json =
  (names: readonly string[], rest: object = {}) =>
  (parts: readonly Uint8Array[]): Uint8Array => {
    const texts = parts.map((part, i) => [names[i], Buffer.from(part).toString('base64')])
    return new Uint8Array(Buffer.from(JSON.stringify({ ...Object.fromEntries(texts), ...rest })))
  }

test.serial('INV-10 every bit of a close authorisation', async (t) => {
  const s = await setting()
  const { channelId, payeeKey } = s.channel
  const { ctx } = s.f
  const validUntilHeight = s.f.devnet.chain.head().header.height + 100_000n
  const fields = { ctx, channelId: fromHex(channelId), finalYocto: half, validUntilHeight }
  const auth = encodeCloseAuth(fields)
  const names = ['auth', 'auth_signature']
  await refusesEveryFlip(t, s, 'close_with_auth', signedBy(payeeKey, auth), json(names))
})

test.serial('INV-10 every bit of a refund authorisation', async (t) => {
  const s = await setting()
  const auth = refundAuth(s.f.ctx, s.channel.channelId, half)
  const parts = signedBy(s.channel.payeeKey, auth)
  await refusesEveryFlip(t, s, 'refund_with_auth', parts, json(['auth', 'auth_signature']))
})

test.serial('INV-10 every bit of a commitment to ticks', async (t) => {
  const s = await setting()
  const chain = tickChain(sha256('seed'), 5)
  const [root = new Uint8Array(32), , tick = new Uint8Array(32)] = chain
  const terms = { base: half, lane: 1, maxTicks: 5, tickPrice: 7n, root }
  const commit = tickCommit(s.f.ctx, s.channel.channelId, terms)
  const args = json(['commitment', 'signature'], { ticks: 2, tick: hexOf(tick) })
  await refusesEveryFlip(t, s, 'settle_ticks', signedBy(s.channel.signer, commit), args)
})

test.serial('INV-10 every bit of a multi-voucher: key, signature and list', async (t) => {
  const s = await setting()
  const { signer } = s.channel
  const other = await openChannel(s.f, near, undefined, { signer })
  const entries = ascending(
    [s.channel, other].map(({ channelId }) => {
      return { channelId: fromHex(channelId), lane: 0, cumulative: half }
    }),
  )
  const [, signature] = signedBy(signer, multiVoucher(s.f.ctx, entries))
  const parts = [{ bytes: signer.publicKey }, signature, { bytes: multiEntries(entries) }]
  await refusesEveryFlip(t, s, 'settle_multi', parts, (made) => join(...made))
})

test.serial(
  "INV-10 every bit of a conditional voucher, the model's text and both signatures",
  async (t) => {
    const tee = voucherKey()
    const s = await setting(formatKey(tee.publicKey))
    const condition = `m:${hexOf(sha256('request'))}`
    const fields = { cumulative: half, ackHash: sha256(condition), flags: 1 }
    const bytes = voucher(s.f.ctx, s.channel.channelId, fields)
    const text = new Uint8Array(Buffer.from(`${condition}:${hexOf(sha256('response'))}`))
    const [words, answer] = signedBy(tee, text)
    const parts = [...signedBy(s.channel.signer, bytes), answer, words]
    const signed = json(['voucher', 'signature', 'text_signature'])
    await refusesEveryFlip(t, s, 'settle_conditional', parts, (made) => {
      // The text goes in byte for byte, so that none is mended on the way.
      const head = Buffer.from(signed(made.slice(0, 3)))
        .toString()
        .slice(0, -1)
      return join(Buffer.from(`${head},"text":"`), made[3] ?? text, Buffer.from('"}'))
    })
  },
)
