/** Sells completions by the token, settles what was paid, and takes the money out. */
import {
  createInferenceApp,
  createTinyLmBackend,
  serveOnLoopback,
} from '@research-hub/inference-server'
import {
  createPaidFetch,
  formatKey,
  fromHex,
  makeOffer,
  parseKey,
  randomSigner,
} from '@research-hub/sdk/payments'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentGate,
  memoryLedgerStore,
  nodeSigner,
  requirePayment,
} from '@research-hub/sdk/payments/server'
import { trainModel } from '@research-hub/tiny-lm'
import { near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const provider = await local.join('provider')
await provider.channels.storageDeposit({ depositYocto: near / 10n })

// The offer is the price sheet; its hash is fixed in every channel, so prices cannot drift.
const receiptSigner = nodeSigner()
const offer = makeOffer({
  chainId: local.chainId,
  contractId: 'channels.hub.near',
  payeeId: 'provider.hub.near',
  payeeKey: formatKey(receiptSigner.publicKey),
  pricePerTokenYocto: near / 10_000n,
  pricePerRequestYocto: near / 1000n,
  creditWindowTokens: 32,
  graceS: 900,
  suggestedDepositYocto: near,
})
// Payments are written down before bytes leave. For production use the file or SQL store.
const ledger = createPayeeLedger(memoryLedgerStore())
const gate = createPaymentGate({
  offer,
  ledger,
  realm: 'guide',
  receiptSigner,
  readChannel: async (channelId) => {
    const channel = await provider.channels.get({ channelId })
    const signerKey = channel === undefined ? undefined : parseKey(channel.signerKey)
    return channel === undefined || signerKey === undefined ? undefined : { ...channel, signerKey }
  },
})
const model = trainModel(new TextEncoder().encode('a provider is paid by the token. '.repeat(40)))
const server = await serveOnLoopback(
  createInferenceApp(createTinyLmBackend(model), requirePayment(gate)),
)

// Somebody buys 40 tokens.
const consumer = await local.join('consumer')
let channelId = ''
const paidFetch = createPaidFetch({
  contractId: offer.contractId,
  chainId: offer.chainId,
  maxPricePerTokenYocto: near / 1000n,
  maxPricePerRequestYocto: near / 100n,
  openChannel: async ({ payeeId, payeeKey, graceS, termsHash }) => {
    const signer = await randomSigner()
    const terms = { payeeId, payeeKey, graceS, termsHash, signerKey: signer.publicKey }
    const opened = await consumer.channels.open({
      ...terms,
      depositYocto: near,
      storageDepositYocto: near / 10n,
    })
    channelId = opened.channelId
    return { signer, channelId: fromHex(channelId), depositYocto: near }
  },
})
const body = { messages: [{ role: 'user', content: 'a provider' }], max_tokens: 40, stream: true }
const response = await paidFetch(`${server.url}/v1/chat/completions`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
await response.text()

// The best voucher settles everything before it; anyone who holds it could do this for the provider.
const entry = await ledger.entry(channelId)
const [claim] = entry === undefined ? [] : bestClaims(entry)
if (claim?.kind !== 'voucher') throw new Error('nothing was paid')
await provider.channels.settle(claim)
const earned = await provider.channels.claimable({ accountId: 'provider.hub.near' })
await provider.channels.withdraw({})
console.log(`earned and withdrew ${earned} yoctoNEAR`)
await server.close()
await local.close()
