import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import {
  channelId,
  contextId,
  createTickChain,
  decodeCloseAuth,
  decodeMultiVoucher,
  decodeReceipt,
  decodeRefundAuth,
  decodeTickCommit,
  decodeVoucher,
  encodeCloseAuth,
  encodeMultiVoucher,
  encodeRefundAuth,
  encodeTickCommit,
  encodeVoucher,
  fromHex,
  toHex,
} from '@research-hub/sdk/payments'
import { answerText, conditionFor } from '@research-hub/sdk/payments/conditional'
import {
  encodeBatch,
  encodeReceipt,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { type Fields, independentMessage } from '../../support/independent-codec.js'

type Vector = {
  readonly kind: keyof typeof codecs
  readonly name: string
  readonly fields: Fields
  readonly message: string
  readonly signature: string
}

const vectors = JSON.parse(
  readFileSync(join(findRoot(), 'tests', 'vectors', 'payments.json'), 'utf8'),
) as {
  readonly chainId: string
  readonly contractId: string
  readonly ctx: string
  readonly terms: Readonly<Record<string, string | number>>
  readonly channelId: string
  readonly seed: string
  readonly publicKey: string
  readonly messages: readonly Vector[]
  readonly ticks: {
    readonly seed: string
    readonly maxTicks: number
    readonly root: string
    readonly links: Readonly<Record<string, string>>
  }
  readonly condition: Readonly<
    Record<
      'model' | 'request' | 'response' | 'condition' | 'ackHash' | 'text' | 'signature',
      string
    >
  >
}

const head = { ctx: fromHex(vectors.ctx), channelId: fromHex(vectors.channelId) }
const big = (value: unknown): bigint => BigInt(String(value))
const bytes = (value: unknown): Uint8Array => fromHex(String(value))

/** Encoder and decoder of each signed kind, over the vectors' fields. */
const codecs = {
  voucher: {
    encode: (f: Fields) =>
      encodeVoucher({
        ...head,
        cumulativeYocto: big(f.cumulativeYocto),
        lane: Number(f.lane),
        ackHash: bytes(f.ackHash),
        conditional: f.conditional === true,
      }),
    decode: decodeVoucher,
  },
  'close-auth': {
    encode: (f: Fields) =>
      encodeCloseAuth({
        ...head,
        finalYocto: big(f.finalYocto),
        validUntilHeight: big(f.validUntilHeight),
      }),
    decode: decodeCloseAuth,
  },
  'refund-auth': {
    encode: (f: Fields) => encodeRefundAuth({ ...head, amountYocto: big(f.amountYocto) }),
    decode: decodeRefundAuth,
  },
  'tick-commit': {
    encode: (f: Fields) =>
      encodeTickCommit({
        ...head,
        baseYocto: big(f.baseYocto),
        lane: Number(f.lane),
        maxTicks: Number(f.maxTicks),
        tickPriceYocto: big(f.tickPriceYocto),
        root: bytes(f.root),
      }),
    decode: decodeTickCommit,
  },
  receipt: {
    encode: (f: Fields) =>
      encodeReceipt({
        ...head,
        prevReceiptHash: bytes(f.prevReceiptHash),
        requestId: bytes(f.requestId),
        requestHash: bytes(f.requestHash),
        responseHash: bytes(f.responseHash),
        modelHash: bytes(f.modelHash),
        inTokens: Number(f.inTokens),
        outTokens: Number(f.outTokens),
        cachedTokens: Number(f.cachedTokens),
        termsHash: bytes(f.termsHash),
        cumulativeAfterYocto: big(f.cumulativeAfterYocto),
        timestampNs: big(f.timestampNs),
      }),
    decode: decodeReceipt,
  },
  'multi-voucher': {
    encode: (f: Fields) =>
      encodeMultiVoucher(
        head.ctx,
        (f.entries as Fields[]).map((entry) => ({
          channelId: bytes(entry.channelId),
          lane: Number(entry.lane),
          cumulativeYocto: big(entry.cumulativeYocto),
        })),
      ),
    decode: decodeMultiVoucher,
  },
}

test('golden context and channel id', (t) => {
  const { terms } = vectors
  t.is(toHex(contextId(vectors.chainId, vectors.contractId)), vectors.ctx)
  const id = channelId(head.ctx, {
    payerId: String(terms.payerId),
    payeeId: String(terms.payeeId),
    token: String(terms.token),
    signerKey: bytes(terms.signerKey),
    payeeKey: bytes(terms.payeeKey),
    graceS: Number(terms.graceS),
    feeBps: Number(terms.feeBps),
    termsHash: bytes(terms.termsHash),
    salt: bytes(terms.salt),
    openHeight: big(terms.openHeight),
  })
  t.is(toHex(id), vectors.channelId)
})

test('the vectors hold every signed kind', (t) => {
  const kinds = new Set(vectors.messages.map(({ kind }) => kind))
  t.deepEqual([...kinds].sort(), Object.keys(codecs).sort() as (keyof typeof codecs)[])
})

for (const { kind, name, fields, message, signature } of vectors.messages) {
  const codec = codecs[kind]

  test(`golden ${kind}: ${name}`, (t) => {
    const encoded = codec.encode(fields)
    t.is(toHex(encoded), message)
    t.is(toHex(independentMessage(kind, vectors.ctx, vectors.channelId, fields)), message)
    t.not(codec.decode(encoded), undefined)
    t.is(toHex(nodeSigner(bytes(vectors.seed)).sign(encoded)), signature)
    t.true(verifySignature(bytes(signature), encoded, bytes(vectors.publicKey)))
  })

  test(`INV-10 every single-bit flip of a signed ${kind} or its signature is refused: ${name}`, (t) => {
    const good = bytes(message)
    const sig = bytes(signature)
    const key = bytes(vectors.publicKey)
    const flips = good.length * 8
    // Every bit of one vector a kind, every seventh of the others.
    const first = vectors.messages.find((vector) => vector.kind === kind)?.name === name
    for (let bit = 0; bit < flips; bit += first ? 1 : 7)
      t.false(verifySignature(sig, flip(good, bit), key), `message bit ${bit}`)
    for (let bit = 0; bit < 512; bit += first ? 1 : 7)
      t.false(verifySignature(flip(sig, bit), good, key), `signature bit ${bit}`)
  })

  test(`INV-9 a ${kind} is no other kind, length, version or reserved value: ${name}`, (t) => {
    const good = bytes(message)
    for (const [other, { decode }] of Object.entries(codecs))
      t.is(decode(good) !== undefined, other === kind, other)
    t.is(codec.decode(good.slice(0, -1)), undefined)
    t.is(codec.decode(new Uint8Array([...good, 0])), undefined)
    // Tag, version, kind, flags; and the reserved bytes of the kind.
    for (const at of [0, 1, 2, 3, 4, 5, 7, ...reservedBytes[kind]])
      for (let bit = 0; bit < 8; bit++)
        t.is(codec.decode(flip(good, at * 8 + bit)), undefined, `byte ${at} bit ${bit}`)
    const flagged = flip(good, 6 * 8)
    t.is(codec.decode(flagged) !== undefined, kind === 'voucher')
    t.is(codec.decode(flip(good, 6 * 8 + 1)), undefined)
  })
}

const reservedBytes: Readonly<Record<keyof typeof codecs, readonly number[]>> = {
  voucher: [92, 93, 94, 95],
  'close-auth': [],
  'refund-auth': [88, 89, 90, 91, 92, 93, 94, 95],
  'tick-commit': [],
  receipt: [228, 229, 230, 231],
  'multi-voucher': [],
}

test('golden tick chain', (t) => {
  const { seed, maxTicks, root, links } = vectors.ticks
  const chain = createTickChain(maxTicks, bytes(seed))
  t.is(toHex(chain.root), root)
  for (const [ticks, link] of Object.entries(links)) {
    t.is(toHex(chain.preimage(Number(ticks))), link)
    let hashed = bytes(link)
    for (let i = 0; i < Number(ticks); i++) hashed = sha256(hashed)
    t.is(toHex(hashed), root)
  }
  t.throws(() => chain.preimage(maxTicks + 1), { instanceOf: RangeError })
  t.throws(() => chain.preimage(-1), { instanceOf: RangeError })
  t.throws(() => createTickChain(1025), { instanceOf: RangeError })
  t.throws(() => createTickChain(0), { instanceOf: RangeError })
})

test('golden condition of a voucher, and what the TEE signs', (t) => {
  const { model, request, response, condition, ackHash, text, signature } = vectors.condition
  t.is(conditionFor(model, Buffer.from(request)), condition)
  t.is(toHex(sha256(Buffer.from(condition))), ackHash)
  t.is(answerText(condition, sha256(Buffer.from(response))), text)
  t.true(verifySignature(bytes(signature), Buffer.from(text), bytes(vectors.publicKey)))
})

test('a batch entry is 148 bytes that hold everything but the head', (t) => {
  const vector = vectors.messages.find(({ fields }) => fields.lane === 3)
  const voucher = decodeVoucher(bytes(vector?.message))
  if (vector === undefined || voucher === undefined) throw new Error('no such vector')
  const batch = encodeBatch([
    { voucher, signature: bytes(vector.signature) },
    { voucher, signature: bytes(vector.signature) },
  ])
  const { message, signature } = vector
  const entry =
    message.slice(80, 144) + message.slice(176, 184) + message.slice(144, 176) + message.slice(192)
  t.is(toHex(batch), (entry + signature).repeat(2))
  t.throws(() => encodeBatch([{ voucher: { ...voucher, conditional: true }, signature: batch }]), {
    instanceOf: RangeError,
  })
})

test('a multi-voucher takes one order of its entries only', (t) => {
  const entry = (channel: number, lane: number) => ({
    channelId: new Uint8Array(32).fill(channel),
    lane,
    cumulativeYocto: 1n,
  })
  const encode = (...entries: ReturnType<typeof entry>[]) => encodeMultiVoucher(head.ctx, entries)
  t.is(encode(entry(1, 0), entry(1, 10), entry(2, 0)).length, 72)
  for (const entries of [
    [],
    [entry(2, 0), entry(1, 0)],
    [entry(1, 10), entry(1, 9)],
    [entry(1, 1), entry(1, 1)],
  ])
    t.throws(() => encode(...entries), { instanceOf: RangeError })
})

function flip(original: Uint8Array, bit: number): Uint8Array {
  const out = original.slice()
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return out
}

function sha256(input: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(input).digest())
}
