/** Opens channels by hand, signs for what was delivered, and gets the rest back without the provider. */
import {
  contextId,
  createPayerSession,
  formatKey,
  fromHex,
  randomSigner,
} from '@research-hub/sdk/payments'
import { payTogether } from '@research-hub/sdk/payments/multi'
import { settleProofs } from '@research-hub/sdk/payments/server'
import { near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const provider = await local.join('provider')
const consumer = await local.join('consumer')
await provider.channels.storageDeposit({ depositYocto: near / 10n })

// A key for these channels alone: it can sign for their deposits and nothing else.
const signer = await randomSigner()
const payeeKey = formatKey((await randomSigner()).publicKey)
// What the provider agrees to in channels: who signs for it, and here no royalty and no tip.
await provider.channels.setPayeeTerms({ payeeKeys: [payeeKey] })
const ctx = contextId(local.chainId, 'channels.hub.near')
const openSession = async () => {
  const { channelId } = await consumer.channels.open({
    payeeId: 'provider.hub.near',
    signerKey: signer.publicKey,
    payeeKey,
    graceS: 900,
    termsHash: '00'.repeat(32),
    depositYocto: near,
    storageDepositYocto: near / 10n,
  })
  const id = fromHex(channelId)
  const session = createPayerSession({ signer, ctx, channelId: id, depositYocto: near })
  return { channelId, session }
}
const [one, two] = [await openSession(), await openSession()]

// Vouchers are cumulative: each one replaces all before it. Nothing here touches the chain.
one.session.owe(near / 4n)
const voucher = await one.session.pay()

// One signature can pay on many channels of a key, of one provider or of several.
one.session.owe(near / 8n)
two.session.owe(near / 8n)
const [credential] = await payTogether([{ session: one.session }, { session: two.session }])
if (credential === undefined) throw new Error('nothing was signed')

// The provider goes silent; anyone may settle what is owed, and after the grace period the rest is free.
for (const { channelId } of [one, two]) await consumer.channels.requestClose({ channelId })
await consumer.channels.settle(voucher)
const { entries, signature } = credential
const multi = { entries, signerKey: signer.publicKey }
const lane = { channelId: one.channelId, lane: 0, cumulativeYocto: one.session.signedYocto() }
await settleProofs(consumer.channels, [{ kind: 'multi', ...lane, multi, signature }])
local.advance(901)
for (const { channelId } of [one, two]) await consumer.channels.finalize({ channelId })
const refund = await consumer.channels.creditOf({ accountId: 'consumer.hub.near' })
await consumer.channels.withdraw({})
console.log(`paid a quarter, got ${(refund * 100n) / (2n * near)} % back`)
await local.close()
