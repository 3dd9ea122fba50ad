/** Accepting a voucher (decode, rules, signature, ledger) beside the bare signature check. */
import {
  contextId,
  createPayeeLedger,
  encodeVoucher,
  formatKey,
  memoryLedgerStore,
  noAck,
  type Offer,
  randomSigner,
  toHex,
} from '@research-hub/sdk/payments'
import {
  type ChannelOnChain,
  checkVoucher,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import { printTable, ratio } from './table.js'

const count = 4000

export async function benchPayments(): Promise<void> {
  const signer = randomSigner()
  const ctx = contextId('bench', 'channels.near')
  const channelId = new Uint8Array(32).fill(7)
  const vouchers = Array.from({ length: count }, (_, i) => {
    const fields = { ctx, channelId, cumulativeYocto: BigInt(i + 1), lane: 0, ackHash: noAck }
    const voucher = encodeVoucher(fields)
    return { voucher, signature: signer.sign(voucher), challenge: undefined }
  })
  const offer: Offer = {
    chainId: 'bench',
    contractId: 'channels.near',
    ctx: toHex(ctx),
    payeeId: 'payee.near',
    payeeKey: formatKey(randomSigner().publicKey),
    termsHash: '00'.repeat(32),
    pricePerTokenYocto: 1n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 8,
    graceS: 900,
    suggestedDepositYocto: 1n,
  }
  const channel: ChannelOnChain = {
    status: 'open',
    payeeId: offer.payeeId,
    signerKey: signer.publicKey,
    depositYocto: BigInt(count),
    settledYocto: 0n,
    feeBps: 0,
    graceS: 900,
    termsHash: offer.termsHash,
  }
  const ledger = createPayeeLedger(memoryLedgerStore())
  const readChannel = async (): Promise<ChannelOnChain> => channel
  const bare = await perSecond(vouchers, async ({ voucher, signature }) =>
    verifySignature(signature, voucher, signer.publicKey),
  )
  const checked = await perSecond(vouchers, async (credential) => {
    const result = await checkVoucher(credential, offer, readChannel, ledger)
    return result.ok
  })
  printTable('Payments, one core', [
    ['', 'a second', 'ratio'],
    ['bare signature check', bare.toFixed(0), ratio(1, 1)],
    ['voucher accepted: decoded, checked, booked', checked.toFixed(0), ratio(checked, bare)],
  ])
}

async function perSecond<T>(
  items: readonly T[],
  work: (item: T) => Promise<boolean>,
): Promise<number> {
  const startedAt = performance.now()
  for (const item of items) {
    if (!(await work(item))) throw new Error('a good voucher was refused')
  }
  return (items.length * 1000) / (performance.now() - startedAt)
}
