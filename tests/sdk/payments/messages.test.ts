import { createHash } from 'node:crypto'
import { channelPreimage, contextPreimage } from '@research-hub/contracts/channels/rules/identity'
import {
  decodeCloseAuth as decodeAuthOnChain,
  decodeVoucher as decodeVoucherOnChain,
} from '@research-hub/contracts/channels/rules/messages'
import {
  channelId,
  contextId,
  decodeCloseAuth,
  decodeVoucher,
  encodeCloseAuth,
  encodeVoucher,
} from '@research-hub/sdk/payments'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const amount = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const voucherFields = fc.record({
  ctx: bytes(32),
  channelId: bytes(32),
  cumulativeYocto: amount,
  lane: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  ackHash: bytes(32),
})

test('INV-22 vouchers round trip, and SDK and contract read the same', (t) => {
  fuzz(
    t,
    fc.property(voucherFields, (fields) => {
      const encoded = encodeVoucher(fields)
      t.is(encoded.length, 128)
      t.deepEqual(decodeVoucher(encoded), { ...fields, conditional: false })
      t.deepEqual(decodeVoucherOnChain(encoded), fields)
    }),
  )
})

test('INV-22 close authorisations round trip, and SDK and contract read the same', (t) => {
  fuzz(
    t,
    fc.property(
      fc.record({
        ctx: bytes(32),
        channelId: bytes(32),
        finalYocto: amount,
        validUntilHeight: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      }),
      (fields) => {
        const encoded = encodeCloseAuth(fields)
        t.deepEqual(decodeCloseAuth(encoded), fields)
        t.deepEqual(decodeAuthOnChain(encoded), fields)
      },
    ),
  )
})

test('INV-22 arbitrary bytes are refused by both or by neither', (t) => {
  const head = Buffer.from('ea1c008001010000', 'hex')
  const candidates = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    bytes(120).map((rest) => new Uint8Array([...head, ...rest])),
  )
  fuzz(
    t,
    fc.property(candidates, (candidate) => {
      const refusedOffChain = decodeVoucher(candidate) === undefined
      t.is('malformed' in decodeVoucherOnChain(candidate), refusedOffChain)
    }),
  )
})

test('a field of the wrong size cannot be encoded', (t) => {
  const fields = {
    ctx: new Uint8Array(31),
    channelId: new Uint8Array(32),
    cumulativeYocto: 1n,
    lane: 0,
    ackHash: new Uint8Array(32),
  }
  t.throws(() => encodeVoucher(fields), { instanceOf: RangeError })
  t.throws(
    () => encodeVoucher({ ...fields, ctx: new Uint8Array(32), cumulativeYocto: 2n ** 128n }),
    { instanceOf: RangeError },
  )
  t.throws(() => encodeVoucher({ ...fields, ctx: new Uint8Array(32), cumulativeYocto: -1n }), {
    instanceOf: RangeError,
  })
})

test('channel ids are those of the contract', (t) => {
  const accountId = fc.stringMatching(/^[a-z][a-z0-9]{1,40}$/)
  const terms = fc.record({
    payerId: accountId,
    payeeId: accountId,
    token: fc.constant('NEAR'),
    signerKey: bytes(32),
    payeeKey: bytes(32),
    graceS: fc.integer({ min: 900, max: 2_592_000 }),
    feeBps: fc.integer({ min: 0, max: 100 }),
    termsHash: bytes(32),
    salt: bytes(16),
    openHeight: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  })
  fuzz(
    t,
    fc.property(accountId, accountId, terms, (chain, contract, fields) => {
      const ctx = contextId(chain, contract)
      t.deepEqual(ctx, digest(contextPreimage(chain, contract)))
      t.deepEqual(channelId(ctx, fields), digest(channelPreimage(ctx, fields)))
    }),
  )
})

function digest(preimage: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(preimage).digest())
}
