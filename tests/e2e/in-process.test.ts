import { createDevnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { createHubClient, embedded, type HubClient } from '@research-hub/sdk'
import test from 'ava'
import { accountOf } from '../support/calls.js'
import { toSdkAccount } from '../support/channels-fixture.js'
import { type Cast, stories } from './contract-scenarios.js'
import { type Hubs, paidInference, providerKilled } from './scenario.js'

async function startHubs(): Promise<Hubs> {
  const balanceYocto = 50n * 10n ** 24n
  const names = ['channels.hub.near', 'provider.hub.near', 'consumer.hub.near']
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    clock: 'real',
    accounts: Object.fromEntries(names.map((name) => [name, { balanceYocto }])),
  })
  const deployed = await devnet.deploy(accountOf(devnet, 'channels.hub.near'), readWasm('channels'))
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.failure))
  const hub = (accountId: string): HubClient =>
    createHubClient({
      transport: embedded(devnet),
      networkId: `${devnet.chain.options.chainId}-${Math.random()}`,
      contracts: { channels: 'channels.hub.near' },
      account: toSdkAccount(accountOf(devnet, accountId)),
    })
  return {
    contract: hub('channels.hub.near'),
    provider: hub('provider.hub.near'),
    consumer: hub('consumer.hub.near'),
    balanceYocto: async (accountId) => devnet.balanceYocto(accountId),
  }
}

test('a paid inference, from deposit to withdrawal', async (t) => {
  await paidInference(t, await startHubs())
})

test('a provider killed mid-stream is paid for what it delivered, and the consumer gets the rest', async (t) => {
  await providerKilled(t, await startHubs())
})

async function startCast(name: keyof typeof stories): Promise<Cast> {
  const contractId = `${name}.hub.near`
  const balanceYocto = 50n * 10n ** 24n
  const names = [contractId, 'ann.hub.near', 'eve.hub.near']
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    clock: 'real',
    accounts: Object.fromEntries(names.map((each) => [each, { balanceYocto }])),
  })
  const deployed = await devnet.deploy(accountOf(devnet, contractId), readWasm(name))
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.failure))
  const networkId = `${devnet.chain.options.chainId}-${Math.random()}`
  const hub = (accountId: string): HubClient =>
    createHubClient({
      transport: embedded(devnet),
      networkId,
      contracts: { [name]: contractId },
      account: toSdkAccount(accountOf(devnet, accountId)),
    })
  return { contract: hub(contractId), ann: hub('ann.hub.near'), eve: hub('eve.hub.near') }
}

for (const name of Object.keys(stories) as (keyof typeof stories)[]) {
  test(`${name}: set up, one thing done, one refused`, async (t) => {
    await stories[name](t, await startCast(name))
  })
}
