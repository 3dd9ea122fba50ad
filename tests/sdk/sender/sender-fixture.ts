import { createDevnet, type Devnet } from '@research-hub/devnet'
import { embedded, type SendContext } from '@research-hub/sdk'
import { accountOf } from '../../support/calls.js'
import { toSdkAccount } from '../../support/channels-fixture.js'

export type SenderFixture = { readonly devnet: Devnet; readonly context: SendContext }

/** A chain with one rich account, and its sender. */
export async function senderFixture(): Promise<SenderFixture> {
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    accounts: { 'alice.hub.near': { balanceYocto: 10n ** 30n } },
  })
  const account = toSdkAccount(accountOf(devnet, 'alice.hub.near'))
  const networkId = `sender-${Math.random()}`
  return { devnet, context: { transport: embedded(devnet), networkId, account } }
}

/** An account that its first transfer creates; its balance counts the transfers of one yocto. */
export const counter = (number: number): string => number.toString(16).padStart(64, '0')

export const oneYocto = [{ kind: 'transfer', amountYocto: 1n }] as const
