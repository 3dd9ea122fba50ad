/** Sells completions by the token and on condition, settles what was paid, and takes the money out. */
import {
  createInferenceApp,
  createTinyLmBackend,
  serveOnLoopback,
} from '@research-hub/inference-server'
import { channelTermsOf } from '@research-hub/sdk'
import {
  createPaidFetch,
  createPayerSession,
  formatKey,
  fromHex,
  makeOffer,
  parseKey,
  randomSigner,
} from '@research-hub/sdk/payments'
import { createConditionalFetch } from '@research-hub/sdk/payments/conditional'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentGate,
  memoryLedgerStore,
  nodeSigner,
  payeeTermsOf,
  requirePayment,
  settleProofs,
  teeWorker,
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
// What channels are opened with is the payer's to choose, within what the payee has agreed to here.
await provider.channels.setPayeeTerms(payeeTermsOf(offer))
// Payments are written down before bytes leave. For production use the file or SQL store.
const ledger = createPayeeLedger(memoryLedgerStore())
// In production this key is made inside the TEE that runs the model, and its attestation names it.
const teeSigner = nodeSigner()
const gate = createPaymentGate({
  offer,
  ledger,
  realm: 'guide',
  receiptSigner,
  tee: teeWorker(teeSigner),
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
const paidFetch = createPaidFetch({
  contractId: offer.contractId,
  chainId: offer.chainId,
  maxPricePerTokenYocto: near / 1000n,
  maxPricePerRequestYocto: near / 100n,
  openChannel: async (asked) => {
    const signer = await randomSigner()
    const opened = await consumer.channels.open({
      ...channelTermsOf(asked),
      signerKey: signer.publicKey,
      depositYocto: near,
      storageDepositYocto: near / 10n,
    })
    return { signer, channelId: fromHex(opened.channelId), depositYocto: near }
  },
})
const body = { messages: [{ role: 'user', content: 'a provider' }], max_tokens: 40, stream: true }
const response = await paidFetch(`${server.url}/v1/chat/completions`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
await response.text()

// Somebody else pays for a whole answer, and only if the model's TEE has signed it.
const signer = await randomSigner()
const pinned = await consumer.channels.open({
  ...channelTermsOf(offer),
  signerKey: signer.publicKey,
  teeKey: formatKey(teeSigner.publicKey),
  depositYocto: near,
  storageDepositYocto: near / 10n,
})
const ask = createConditionalFetch({
  session: createPayerSession({
    signer,
    ctx: fromHex(offer.ctx),
    channelId: fromHex(pinned.channelId),
    depositYocto: near,
  }),
  offer,
  teeKey: teeSigner.publicKey,
  upToYocto: near / 100n,
})
const question = { model: 'tiny-lm', messages: body.messages, max_tokens: 40 }
const signed = await ask(`${server.url}/v1/chat/completions`, JSON.stringify(question))
if (!signed.ok) throw new Error(await signed.text())

// The best claim of a channel settles everything before it; anyone could do this for the provider.
const claims = (await ledger.entries()).flatMap(bestClaims)
await settleProofs(provider.channels, claims)
const earned = await provider.channels.creditOf({ accountId: 'provider.hub.near' })
await provider.channels.withdraw({})
const kinds = claims.map(({ kind }) => kind).sort()
console.log(`earned and withdrew ${earned} yoctoNEAR by ${kinds.join(' and ')}`)
await server.close()
await local.close()
