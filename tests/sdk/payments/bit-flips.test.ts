/** Every single bit of every signed kind and of its signature, at whoever reads it off the chain. */
import {
  type Credential,
  checkSignature,
  createReceiptBook,
  createTickChain,
  decodeCloseAuth,
  decodeMultiVoucher,
  decodeRefundAuth,
  encodeCloseAuth,
  encodeMultiVoucher,
  encodeRefundAuth,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  fromHex,
  makeOffer,
  noAck,
  ReceiptError,
  toBase64,
} from '@research-hub/sdk/payments'
import {
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentCheck,
  encodeReceipt,
  memoryLedgerStore,
  nodeSigner,
  teeWorker,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test, { type ExecutionContext } from 'ava'
import { multiMessage, sha256, utf8 } from '../../support/payment-mutations.js'

const payer = nodeSigner(new Uint8Array(32).fill(41))
const payee = nodeSigner(new Uint8Array(32).fill(42))
const tee = nodeSigner(new Uint8Array(32).fill(43))
const id = new Uint8Array(32).fill(7)
const otherId = new Uint8Array(32).fill(9)
const amount = 0x0123_4567_89ab_cdefn
const offer = makeOffer({
  chainId: 'bits',
  contractId: 'channels.test.near',
  payeeId: 'payee.test.near',
  payeeKey: formatKey(payee.publicKey),
  pricePerTokenYocto: 1n,
  pricePerRequestYocto: 0n,
  creditWindowTokens: 8,
  graceS: 900,
  suggestedDepositYocto: 1000n,
})
const head = { ctx: fromHex(offer.ctx), channelId: id }
const channel: ChannelOnChain = {
  status: 'open',
  payeeId: offer.payeeId,
  token: offer.token,
  payeeKey: offer.payeeKey,
  feeBps: 50,
  royaltyPpm: 0,
  tipBps: 0,
  tipAfterBps: 5000,
  signerKey: payer.publicKey,
  teeKey: formatKey(tee.publicKey),
  // As much as can be signed for, so that no amount is refused for being large.
  depositYocto: 2n ** 128n - 1n,
  settledYocto: 0n,
  lanes: [0, 1, 2].map((lane) => ({ lane, settledYocto: 0n })),
  graceS: 900,
  termsHash: offer.termsHash,
}

/** A gate's check that knows a channel of every id, so that no id is refused for being unknown. */
function gateway() {
  return createPaymentCheck({
    offer,
    ledger: createPayeeLedger(memoryLedgerStore()),
    readChannel: async () => channel,
    tee: teeWorker(tee),
  })
}

/** The bytes as they are must be taken, and with any one bit turned over refused. */
async function refusesEveryFlip(
  t: ExecutionContext,
  message: Uint8Array,
  signature: Uint8Array,
  isTaken: (message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>,
): Promise<void> {
  const all = new Uint8Array([...message, ...signature])
  const taken: number[] = []
  for (let bit = 0; bit < all.length * 8; bit++) {
    const bent = all.slice()
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (await isTaken(bent.slice(0, message.length), bent.slice(message.length))) taken.push(bit)
  }
  t.deepEqual(taken, [])
  t.true(await isTaken(message, signature), 'the message itself is taken')
}

const body = utf8('{"model":"m","prompt":"what?"}')
const condition = `m:${Buffer.from(sha256(body)).toString('hex')}`

test('INV-10 vouchers, plain and conditional, and commitments of chains at the gateway', async (t) => {
  const fields = { ...head, cumulativeYocto: amount, lane: 1, ackHash: sha256(utf8('ack')) }
  const plain = encodeVoucher(fields)
  const check = gateway()
  const takes =
    (action: 'voucher' | 'tick-commit', at: typeof check) =>
    async (message: Uint8Array, signature: Uint8Array): Promise<boolean> => {
      const credential: Credential =
        action === 'voucher'
          ? { action, voucher: message, signature }
          : { action, commit: message, signature }
      return (await at(credential, body)).ok
    }
  await refusesEveryFlip(t, plain, payer.sign(plain), takes('voucher', check))

  const ackHash = sha256(utf8(condition))
  const waiting = encodeVoucher({ ...fields, ackHash, conditional: true })
  await refusesEveryFlip(t, waiting, payer.sign(waiting), takes('voucher', gateway()))

  // A chain begins from a voucher of just its base.
  const funded = gateway()
  const base = encodeVoucher({ ...fields, ackHash: noAck })
  t.true(await takes('voucher', funded)(base, payer.sign(base)))
  const { root } = createTickChain(100)
  const terms = { baseYocto: amount, lane: 1, maxTicks: 100, tickPriceYocto: 5n, root }
  const commit = encodeTickCommit({ ...head, ...terms })
  await refusesEveryFlip(t, commit, payer.sign(commit), takes('tick-commit', funded))
})

test('INV-10 multi-vouchers at the gateway, list and signature', async (t) => {
  const list = [
    { channelId: id, lane: 0, cumulativeYocto: amount },
    { channelId: otherId, lane: 2, cumulativeYocto: amount },
  ]
  const { entries, message } = multiMessage(head.ctx, list)
  const signature = payer.sign(message)
  const check = gateway()
  await refusesEveryFlip(t, entries, signature, async (bent, by) => {
    const credential: Credential = { action: 'multi-voucher', at: 0, entries: bent, signature: by }
    return (await check(credential)).ok
  })
  // The 72 bytes that are signed, by themselves.
  const digest = encodeMultiVoucher(head.ctx, list)
  t.deepEqual(digest, message)
  await refusesEveryFlip(t, digest, signature, (bent, by) => {
    return decodeMultiVoucher(bent) !== undefined && verifySignature(by, bent, payer.publicKey)
  })
})

test("INV-10 a payee's close and refund authorisations, with either verifier", async (t) => {
  const close = encodeCloseAuth({ ...head, finalYocto: amount, validUntilHeight: 1_000n })
  const refund = encodeRefundAuth({ ...head, amountYocto: amount })
  for (const [bytes, decode] of [
    [close, decodeCloseAuth],
    [refund, decodeRefundAuth],
  ] as const) {
    const signature = payee.sign(bytes)
    const { publicKey } = payee
    await refusesEveryFlip(t, bytes, signature, (bent, by) => {
      return decode(bent) !== undefined && verifySignature(by, bent, publicKey)
    })
    await refusesEveryFlip(t, bytes, signature, async (bent, by) => {
      return decode(bent) !== undefined && (await checkSignature(by, bent, publicKey))
    })
  }
})

test('INV-10 usage receipts at the payer', async (t) => {
  const seen = {
    requestHash: sha256(body),
    responseHash: sha256(utf8('an answer')),
    requestBytes: 2 ** 32,
    outTokens: 2 ** 32,
  }
  const receipt = encodeReceipt({
    ...head,
    ...seen,
    prevReceiptHash: noAck,
    requestId: new Uint8Array(16).fill(3),
    modelHash: sha256(utf8('m')),
    inTokens: 11,
    outTokens: 12,
    cachedTokens: 2,
    termsHash: fromHex(offer.termsHash),
    cumulativeAfterYocto: amount,
    timestampNs: 1_700_000_000_000_000_000n,
  })
  const book = createReceiptBook(offer, id)
  await refusesEveryFlip(t, receipt, payee.sign(receipt), async (bent, by) => {
    try {
      await book.check({ receipt: toBase64(bent), receiptSig: toBase64(by) }, seen)
      return true
    } catch (error) {
      if (error instanceof ReceiptError) return false
      throw error
    }
  })
})

test("INV-10 a model's answer, text and signature, with either verifier", async (t) => {
  const text = utf8(`${condition}:${Buffer.from(sha256(utf8('an answer'))).toString('hex')}`)
  const signature = tee.sign(text)
  const { publicKey } = tee
  await refusesEveryFlip(t, text, signature, (bent, by) => verifySignature(by, bent, publicKey))
  await refusesEveryFlip(t, text, signature, (bent, by) => checkSignature(by, bent, publicKey))
})
