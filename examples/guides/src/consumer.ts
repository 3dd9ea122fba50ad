/** Opens a channel by hand, signs for what was delivered, and gets the rest back without the provider. */
import {
  contextId,
  createPayerSession,
  formatKey,
  fromHex,
  randomSigner,
} from '@research-hub/sdk/payments'
import { near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const provider = await local.join('provider')
const consumer = await local.join('consumer')
await provider.channels.storageDeposit({ depositYocto: near / 10n })

// A key of its own for the channel: it can sign for this deposit and nothing else.
const signer = await randomSigner()
const { channelId } = await consumer.channels.open({
  payeeId: 'provider.hub.near',
  signerKey: signer.publicKey,
  payeeKey: formatKey((await randomSigner()).publicKey),
  graceS: 900,
  termsHash: '00'.repeat(32),
  depositYocto: near,
  storageDepositYocto: near / 10n,
})

// Vouchers are cumulative: each one replaces all before it. Nothing here touches the chain.
const ctx = contextId(local.chainId, 'channels.hub.near')
const session = createPayerSession({
  signer,
  ctx,
  channelId: fromHex(channelId),
  depositYocto: near,
})
session.owe(near / 4n)
const voucher = await session.pay()

// The provider goes silent; anyone may settle what is owed, and after the grace period the rest is free.
await consumer.channels.requestClose({ channelId })
await consumer.channels.settle(voucher)
local.advance(901)
await consumer.channels.finalize({ channelId })
const refund = await consumer.channels.claimable({ accountId: 'consumer.hub.near' })
await consumer.channels.withdraw({})
console.log(`paid a quarter, got ${(refund * 100n) / near} % back`)
await local.close()
