import { channelTermsOf, type HubClient, type OpenChannelReturn } from '@research-hub/sdk'
import {
  createPaidFetch,
  fromHex,
  type Offer,
  type PaidFetch,
  randomSigner,
} from '@research-hub/sdk/payments'
import { near1 } from './chain.js'

export type Consumer = {
  readonly paidFetch: PaidFetch
  /** Set once the channel is open. */
  readonly opened: () => OpenChannelReturn | undefined
  readonly vouchers: () => number
}

export type ConsumerOptions = {
  readonly depositYocto: bigint
  readonly chainId: string
  readonly onOpen: (result: OpenChannelReturn) => void
}

/** A consumer whose `fetch` opens a channel when a provider first asks for money, and then pays. */
export function createConsumer(hub: HubClient, options: ConsumerOptions): Consumer {
  let opened: OpenChannelReturn | undefined
  let vouchers = 0
  const paidFetch = createPaidFetch({
    contractId: hub.contracts.channels,
    chainId: options.chainId,
    maxPricePerTokenYocto: near1 / 1000n,
    maxPricePerRequestYocto: near1 / 100n,
    openChannel: async (offer: Offer) => {
      const signer = await randomSigner()
      opened = await hub.channels.open({
        ...channelTermsOf(offer),
        signerKey: signer.publicKey,
        depositYocto: options.depositYocto,
        storageDepositYocto: near1 / 100n,
      })
      options.onOpen(opened)
      return { signer, channelId: fromHex(opened.channelId), depositYocto: options.depositYocto }
    },
    onPayment: () => {
      vouchers++
    },
  })
  return { paidFetch, opened: () => opened, vouchers: () => vouchers }
}
