import { createHash, createPublicKey, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { toBase64 } from '@research-hub/sdk/payments'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { attempt } from '../../support/calls.js'
import {
  type ChannelsFixture,
  channelsFixture,
  type OpenedChannel,
  openChannel,
  type VoucherKey,
} from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import {
  ascending,
  batchEntry,
  batchInput,
  join,
  little,
  multiEntries,
  multiInput,
} from './support/messages.js'

const { Point } = ed25519
const order = Point.Fn.ORDER
/** A point of order eight. */
const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')

const readLe = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** h of a signature: SHA-512 over R, key and message, as a scalar. */
function challenge(r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  return readLe(createHash('sha512').update(r).update(key).update(message).digest()) % order
}

type Forge = (secret: bigint, key: Uint8Array, message: Uint8Array) => Uint8Array

/** S for a given R, so that S·B = R + h·A holds in the prime-order group, r being R's logarithm there. */
function complete(
  r: Uint8Array,
  logarithm: bigint,
  [secret, key, message]: readonly [bigint, Uint8Array, Uint8Array],
): Uint8Array {
  const s = (logarithm + challenge(r, key, message) * secret) % order
  return join(r, little(s, 32))
}

const nonce = (message: Uint8Array): bigint =>
  (readLe(createHash('sha512').update('nonce').update(message).digest()) % (order - 1n)) + 1n

/** The kinds of odd signatures of ed25519-speccheck, made anew for every message. */
const forges: Readonly<Record<string, Forge>> = {
  honest: (...a) => {
    const k = nonce(a[2])
    return complete(Point.BASE.multiply(k).toBytes(), k, a)
  },
  'S + L': (...a) => {
    const k = nonce(a[2])
    const signature = complete(Point.BASE.multiply(k).toBytes(), k, a)
    return join(signature.slice(0, 32), little(readLe(signature.slice(32)) + order, 32))
  },
  'S + 8·L': (...a) => {
    const k = nonce(a[2])
    const signature = complete(Point.BASE.multiply(k).toBytes(), k, a)
    const s = readLe(signature.slice(32)) + 8n * order
    return join(signature.slice(0, 32), little(s % 2n ** 256n, 32))
  },
  'R of small order': (...a) => complete(Point.ZERO.toBytes(), 0n, a),
  'R of small order, not canonical': (...a) => {
    const encoded = new Uint8Array(32).fill(0xff)
    encoded[0] = 0xee
    encoded[31] = 0x7f
    return complete(encoded, 0n, a)
  },
  'R of mixed order': (...a) => {
    const k = nonce(a[2])
    return complete(Point.BASE.multiply(k).add(torsion).toBytes(), k, a)
  },
  'all zero': () => new Uint8Array(64),
}

/** What node:crypto says, whose acceptance is that of NEAR's host function. */
function nodeAccepts(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(key).toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, publicKey, signature)
}

test('INV-23 the contract accepts exactly what node:crypto accepts, odd keys and signatures included', async (t) => {
  const f = await channelsFixture(0)
  const seed = new Uint8Array(32).fill(3)
  const { scalar } = ed25519.utils.getExtendedPublicKey(seed)
  const pure = Point.BASE.multiply(scalar)
  const seen: Record<string, number> = {}
  for (const [kind, point] of Object.entries({ pure, mixed: pure.add(torsion) })) {
    const publicKey = point.toBytes()
    const signer: VoucherKey = { publicKey, sign: () => new Uint8Array(64) }
    const channel = await openChannel(f, near, undefined, { signer })
    for (const [name, forge] of Object.entries(forges)) {
      for (let i = 0; i < 10; i++) {
        const { settledYocto = 0n } =
          (await f.payer.channels.get({ channelId: channel.channelId })) ?? {}
        const { voucher } = channel.voucher(settledYocto + 1n)
        const signature = forge(scalar, publicKey, voucher)
        const accepted = nodeAccepts(publicKey, voucher, signature)
        seen[`${kind}, ${name}`] = (seen[`${kind}, ${name}`] ?? 0) + (accepted ? 1 : 0)
        const settled = f.stranger.channels.settle({ voucher, signature })
        if (accepted) await settled
        else await refused(t, 'ERR_VOUCHER_SIGNATURE', settled)
      }
    }
  }
  t.is(seen['pure, honest'], 10)
  t.is(seen['pure, R of small order'], 10)
  for (const name of [
    'S + L',
    'S + 8·L',
    'R of mixed order',
    'R of small order, not canonical',
    'all zero',
  ])
    t.is(seen[`pure, ${name}`], 0, name)
  // A mixed-order key's signatures hold by chance only: the payee must refuse such a key itself.
  t.true((seen['mixed, honest'] ?? 0) < 10)
})

test('INV-10 every single-bit change of a voucher or its signature is refused', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near, undefined, { lanes: 64 })
  const good = channel.voucher(near / 2n)
  // Tag, version, kind, flags, context and reserved field: one call each.
  const heads = [...range(0, 320), ...range(92 * 8, 96 * 8)]
  for (const bit of heads) {
    const args = {
      voucher: toBase64(flip(good.voucher, bit)),
      signature: toBase64(good.signature),
    }
    t.false((await attempt(f.as('stranger').channels.settle(args))).ok)
  }
  // The rest is what a batch carries: id, cumulative, lane, acknowledgement, signature.
  const entry = batchEntry(good)
  const bent = range(0, entry.length * 8).map((bit) => flip(entry, bit))
  t.is(heads.length + bent.length, 1024 + 512)
  for (let from = 0; from < bent.length; from += 600) {
    const entries = join(...bent.slice(from, from + 600))
    const { statuses } = await f.stranger.channels.settleBatch({
      payeeId: 'payee.hub.near',
      entries,
    })
    t.false(statuses.includes('settled'))
  }
  await stillUntouched(t, f, channel)
  await f.stranger.channels.settle(good)
})

test('INV-9 INV-10 a multi-voucher that differs anywhere settles nothing', async (t) => {
  const f = await channelsFixture(0)
  const one = await openChannel(f)
  const two = await openChannel(f, near, undefined, { signer: one.signer })
  const entries = ascending(
    [one, two].map(({ channelId }) => ({
      channelId: Buffer.from(channelId, 'hex'),
      lane: 0,
      cumulative: near / 2n,
    })),
  )
  const good = multiInput(f.ctx, one.signer, entries)
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.nat({ max: good.length * 8 - 1 }), async (bit) => {
      t.false((await attempt(f.as('stranger').channels.settle_multi(flip(good, bit)))).ok)
    }),
    60,
  )
  // The signature of one kind serves no other.
  for (const kind of [1, 2, 3, 4, 6]) {
    const message = join(head5(f.ctx, multiEntries(entries), entries.length))
    message[5] = kind
    const bent = join(one.signer.publicKey, one.signer.sign(message), multiEntries(entries))
    await refused(t, 'ERR_VOUCHER_SIGNATURE', f.as('stranger').channels.settle_multi(bent))
  }
  await stillUntouched(t, f, one)
  await stillUntouched(t, f, two)
})

test('a batch input is not a multi input, nor the other way round', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const entries = [{ channelId: Buffer.from(channel.channelId, 'hex'), lane: 0, cumulative: 5n }]
  const multi = multiInput(f.ctx, channel.signer, entries)
  const batch = batchInput([batchEntry(channel.voucher(5n))])
  await t.throwsAsync(f.as('stranger').channels.settle_batch(multi))
  await t.throwsAsync(f.as('stranger').channels.settle_multi(batch))
  await stillUntouched(t, f, channel)
})

function head5(ctx: Uint8Array, list: Uint8Array, count: number): Uint8Array {
  const preimage = join(Buffer.from('near-paych/multi/1'), little(count, 4), list)
  const digest = createHash('sha256').update(preimage).digest()
  return join(little(2 ** 31 + 7402, 4), Uint8Array.of(1, 5, 0, 0), ctx, digest)
}

async function stillUntouched(
  t: ExecutionContext,
  f: ChannelsFixture,
  { channelId }: OpenedChannel,
): Promise<void> {
  t.is((await f.payer.channels.get({ channelId }))?.settledYocto, 0n)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const out = bytes.slice()
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return out
}
