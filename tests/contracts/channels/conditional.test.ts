import { conditionOf } from '@research-hub/contracts/channels/rules/condition'
import { formatKey } from '@research-hub/sdk/payments'
import test from 'ava'
import fc from 'fast-check'
import {
  type ChannelsFixture,
  channelsFixture,
  keyString,
  type OpenedChannel,
  openChannel,
  type VoucherKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { fuzz, fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { sha256, sha256Hex, voucher } from './support/messages.js'

const model = 'deepseek-v3.1'
const request = sha256Hex('what does it cost?')

type Setting = {
  readonly f: ChannelsFixture
  readonly tee: VoucherKey
  readonly channel: OpenedChannel
}

async function setting(): Promise<Setting> {
  const f = await channelsFixture(50)
  const tee = voucherKey()
  const channel = await openChannel(f, near, undefined, {
    teeKey: formatKey(tee.publicKey),
    lanes: 1,
  })
  return { f, tee, channel }
}

/** A conditional voucher for one request, with the model's answer signed. */
function answered({ channel, f, tee }: Setting, cumulative: bigint, response: string) {
  const ackHash = sha256(`${model}:${request}`)
  const bytes = voucher(f.ctx, channel.channelId, { cumulative, ackHash, flags: 1 })
  const text = `${model}:${request}:${sha256Hex(response)}`
  return {
    voucher: bytes,
    signature: channel.signer.sign(bytes),
    text,
    textSignature: tee.sign(Buffer.from(text)),
  }
}

test('a conditional voucher counts once the TEE has signed an answer to the request it names', async (t) => {
  const s = await setting()
  const { channelId } = s.channel
  const good = answered(s, near / 2n, 'a lot')
  await refused(t, 'ERR_VOUCHER_MALFORMED', s.f.payee.channels.settle(good))
  const close = { channelId, captureYocto: near / 2n, ...good }
  await refused(t, 'ERR_VOUCHER_MALFORMED', s.f.payee.channels.close(close))
  const settle = (change: Partial<typeof good>) =>
    s.f.stranger.channels.settleConditional({ ...good, ...change })
  const unsigned = settle({ textSignature: s.channel.payeeKey.sign(Buffer.from(good.text)) })
  await refused(t, 'ERR_CONDITION_SIGNATURE', unsigned)
  const elsewhere = `${model}:${sha256Hex('another request')}:${sha256Hex('a lot')}`
  const crossed = settle({ text: elsewhere, textSignature: s.tee.sign(Buffer.from(elsewhere)) })
  await refused(t, 'ERR_CONDITION_OTHER', crossed)
  const smaller = `tiny:${request}:${sha256Hex('a lot')}`
  const swapped = settle({ text: smaller, textSignature: s.tee.sign(Buffer.from(smaller)) })
  await refused(t, 'ERR_CONDITION_OTHER', swapped)
  await refused(t, 'ERR_CONDITION_TEXT', settle({ text: 'a lot' }))
  const forged = settle({ signature: s.channel.payeeKey.sign(good.voucher) })
  await refused(t, 'ERR_VOUCHER_SIGNATURE', forged)
  await settle({})
  t.is((await s.f.payer.channels.get({ channelId }))?.settledYocto, near / 2n)
  await refused(t, 'ERR_VOUCHER_NOT_NEWER', settle({}))
})

test('a plain voucher waits for nothing, and a channel without a TEE key takes no condition', async (t) => {
  const s = await setting()
  const good = answered(s, 5n, 'yes')
  const plain = { ...good, ...s.channel.voucher(5n) }
  await refused(t, 'ERR_VOUCHER_MALFORMED', s.f.stranger.channels.settleConditional(plain))
  const without = { ...s, channel: await openChannel(s.f) }
  const unconditional = s.f.stranger.channels.settleConditional(answered(without, 5n, 'yes'))
  await refused(t, 'ERR_NO_TEE_KEY', unconditional)
  const weak = openChannel(s.f, near, undefined, { teeKey: keyString(new Uint8Array(32)) })
  await refused(t, 'ERR_WEAK_KEY', weak)
})

test('INV-9 INV-10 a conditional voucher or its text that differs anywhere settles nothing', async (t) => {
  const s = await setting()
  const good = answered(s, near / 3n, 'yes')
  const text = Buffer.from(good.text)
  const total = 128 + 64 + text.length + 64
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.nat({ max: total * 8 - 1 }), async (bit) => {
      const all = Buffer.concat([good.voucher, good.signature, text, good.textSignature])
      all[bit >> 3] = (all[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await t.throwsAsync(
        s.f.stranger.channels.settleConditional({
          voucher: new Uint8Array(all.subarray(0, 128)),
          signature: new Uint8Array(all.subarray(128, 192)),
          text: all.subarray(192, 192 + text.length).toString('latin1'),
          textSignature: new Uint8Array(all.subarray(192 + text.length)),
        }),
      )
    }),
    40,
  )
  const { channelId } = s.channel
  t.is((await s.f.payer.channels.get({ channelId }))?.settledYocto, 0n)
})

test('the text is a model and two hashes, and nothing else', (t) => {
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((b) => Buffer.from(b).toString('hex'))
  const name = fc.string({ minLength: 1, maxLength: 40 })
  fuzz(
    t,
    fc.property(name, hash, hash, (called, first, second) => {
      t.is(conditionOf(`${called}:${first}:${second}`), `${called}:${first}`)
      t.is(conditionOf(`:${first}:${second}`), undefined)
      t.is(conditionOf(`${called}:${first}:${second}0`), undefined)
      t.is(conditionOf(`${called}-${first}:${second}`), undefined)
      t.is(conditionOf(`${called}:${first}-${second}`), undefined)
      t.is(conditionOf(`${called}:${'A'.repeat(64)}:${second}`), undefined)
      t.is(conditionOf(`${called}:${first}:${'g'.repeat(64)}`), undefined)
    }),
  )
  t.is(conditionOf(`${'m'.repeat(257)}:${request}:${request}`), undefined)
  t.is(conditionOf(''), undefined)
})
