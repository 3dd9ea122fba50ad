/** The hand-written codecs of signed messages against their Borsh schemas. */
import { createHash } from 'node:crypto'
import { type BorshSchema, encodeBorsh } from '@research-hub/sdk/codecs'
import {
  decodeReceipt,
  encodeCloseAuth,
  encodeMultiVoucher,
  encodeRefundAuth,
  encodeTickCommit,
  encodeVoucher,
  multiVoucherDigest,
} from '@research-hub/sdk/payments'
import { encodeMultiEntries } from '@research-hub/sdk/payments/multi'
import { encodeBatch, encodeReceipt, messageSchemas } from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const head = { ctx: bytes(32), channelId: bytes(32) }

/** The same bytes by hand and by the schema, for any message. */
function agree<T extends object>(
  kind: number,
  schema: BorshSchema,
  encode: (message: T) => Uint8Array,
  fields: fc.Arbitrary<T>,
): void {
  test(`INV-22 a message of kind ${kind} is what its schema says, whatever its fields`, (t) => {
    fuzz(
      t,
      fc.property(fields, (message) => {
        const flags = 'conditional' in message && message.conditional === true ? 1 : 0
        const fixed = { tag: 2 ** 31 + 7402, version: 1, kind, flags, reserved: 0 }
        t.deepEqual(encode(message), encodeBorsh(schema, { ...message, ...fixed }))
      }),
    )
  })
}

const voucher = { cumulativeYocto: u128, lane: u32, ackHash: bytes(32), conditional: fc.boolean() }
agree(1, messageSchemas.voucherSchema, encodeVoucher, fc.record({ ...head, ...voucher }))
const closing = { finalYocto: u128, validUntilHeight: u64 }
agree(2, messageSchemas.closeAuthSchema, encodeCloseAuth, fc.record({ ...head, ...closing }))
const ticks = {
  baseYocto: u128,
  lane: u32,
  maxTicks: fc.integer({ min: 1, max: 1024 }),
  tickPriceYocto: u64,
  root: bytes(32),
}
agree(3, messageSchemas.tickCommitSchema, encodeTickCommit, fc.record({ ...head, ...ticks }))
agree(
  6,
  messageSchemas.refundAuthSchema,
  encodeRefundAuth,
  fc.record({ ...head, amountYocto: u128 }),
)

const entry = fc.record({ channelId: bytes(32), lane: u32, cumulativeYocto: u128 })
const ascending = fc
  .uniqueArray(entry, { minLength: 1, maxLength: 16, selector: keyOf })
  .map((entries) => [...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))

function keyOf({ channelId, lane }: { channelId: Uint8Array; lane: number }): string {
  const number = Buffer.alloc(4)
  number.writeUInt32LE(lane)
  return Buffer.concat([channelId, number]).toString('hex')
}

test('INV-22 a multi-voucher is the digest of what the schemas say of its list', (t) => {
  fuzz(
    t,
    fc.property(ascending, bytes(32), (entries, ctx) => {
      const list = encodeBorsh(messageSchemas.multiListSchema, entries)
      t.deepEqual(encodeMultiEntries(entries), list.slice(4))
      const channelId = createHash('sha256').update('near-paych/multi/1').update(list).digest()
      t.deepEqual(Buffer.from(multiVoucherDigest(entries)), channelId)
      const fields = { tag: 2 ** 31 + 7402, version: 1, kind: 5, flags: 0, ctx, channelId }
      t.deepEqual(
        encodeMultiVoucher(ctx, entries),
        encodeBorsh(messageSchemas.multiVoucherSchema, fields),
      )
    }),
  )
})

test('receipts and batches refuse what does not fit, where borsh would cut it off', (t) => {
  const hash = new Uint8Array(32)
  const receipt = {
    ctx: hash,
    channelId: hash,
    prevReceiptHash: hash,
    requestId: new Uint8Array(16),
    requestHash: hash,
    responseHash: hash,
    modelHash: hash,
    inTokens: 2 ** 32 - 1,
    outTokens: 0,
    cachedTokens: 0,
    termsHash: hash,
    cumulativeAfterYocto: 2n ** 128n - 1n,
    timestampNs: 2n ** 64n - 1n,
  }
  t.deepEqual(decodeReceipt(encodeReceipt(receipt)), receipt)
  const refused = { instanceOf: RangeError }
  for (const wrong of [
    { inTokens: 2 ** 32 },
    { outTokens: -1 },
    { cumulativeAfterYocto: 2n ** 128n },
    { timestampNs: 2n ** 64n },
    { requestId: hash },
  ])
    t.throws(() => encodeReceipt({ ...receipt, ...wrong }), refused)
  const spent = { ctx: hash, channelId: hash, cumulativeYocto: 1n, lane: 0, ackHash: hash }
  const signature = new Uint8Array(64)
  t.is(encodeBatch([{ voucher: spent, signature }]).length, 148)
  for (const wrong of [{ cumulativeYocto: 2n ** 128n }, { lane: 2 ** 32 }, { ackHash: signature }])
    t.throws(() => encodeBatch([{ voucher: { ...spent, ...wrong }, signature }]), refused)
  t.throws(() => encodeBatch([{ voucher: spent, signature: hash }]), refused)
})
