import { sandboxEnvironment } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { createHubClient, type HubClient, http } from '@research-hub/sdk'
import test from 'ava'
import type { NearAccount, Worker as WorkerType } from 'near-workspaces'
import { stories } from './contract-scenarios.js'
import { type Hubs, paidInference, providerKilled } from './scenario.js'

// near-workspaces starts its sandbox binary; the devnet's drop-in stands in for it, unless
// `npm run test:sandbox` names the real one.
if (process.env.REAL_SANDBOX !== '1') Object.assign(process.env, sandboxEnvironment())

/** The provider has its connection at run time; the package's types leave it out. */
function rpcUrl(worker: WorkerType): string {
  const connection: unknown = Reflect.get(worker.provider, 'connection')
  if (typeof connection !== 'object' || connection === null || !('url' in connection))
    throw new Error('no RPC address')
  return String(connection.url)
}

async function withWorker(work: (hubs: Hubs) => Promise<void>): Promise<void> {
  const { Worker } = await import('near-workspaces')
  const worker = await Worker.init()
  try {
    const url = rpcUrl(worker)
    const root = worker.rootAccount
    const initialBalance = 50n * 10n ** 24n
    const contract = await root.createSubAccount('channels', { initialBalance })
    await contract.deploy(readWasm('channels'))
    const provider = await root.createSubAccount('provider', { initialBalance })
    const consumer = await root.createSubAccount('consumer', { initialBalance })
    const hub = async (account: NearAccount): Promise<HubClient> => {
      const key = await account.getKey()
      if (key === null) throw new Error(`no key of ${account.accountId}`)
      const secretKey = key.toString()
      return createHubClient({
        transport: http(url),
        networkId: url,
        contracts: { channels: contract.accountId },
        account: {
          accountId: account.accountId,
          secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}`,
        },
      })
    }
    await work({
      contract: await hub(contract),
      provider: await hub(provider),
      consumer: await hub(consumer),
      balanceYocto: async (accountId) =>
        BigInt((await root.getAccount(accountId).balance()).total.toString()),
    })
  } finally {
    await worker.tearDown()
  }
}

test('near-workspaces: a paid inference, from deposit to withdrawal', async (t) => {
  await withWorker((hubs) => paidInference(t, hubs))
})

test('near-workspaces: a provider killed mid-stream is paid for what it delivered', async (t) => {
  await withWorker((hubs) => providerKilled(t, hubs))
})

async function withCast(
  name: keyof typeof stories,
  story: (cast: Parameters<(typeof stories)[typeof name]>[1]) => Promise<void>,
): Promise<void> {
  const { Worker } = await import('near-workspaces')
  const worker = await Worker.init()
  try {
    const url = rpcUrl(worker)
    const initialBalance = 50n * 10n ** 24n
    const contract = await worker.rootAccount.createSubAccount(name, { initialBalance })
    await contract.deploy(readWasm(name))
    const hub = async (account: NearAccount): Promise<HubClient> => {
      const key = await account.getKey()
      if (key === null) throw new Error(`no key of ${account.accountId}`)
      const secretKey = key.toString()
      return createHubClient({
        transport: http(url),
        networkId: url,
        contracts: { [name]: contract.accountId },
        account: {
          accountId: account.accountId,
          secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}`,
        },
      })
    }
    const [ann, eve] = [
      await worker.rootAccount.createSubAccount('ann', { initialBalance }),
      await worker.rootAccount.createSubAccount('eve', { initialBalance }),
    ]
    await story({ contract: await hub(contract), ann: await hub(ann), eve: await hub(eve) })
  } finally {
    await worker.tearDown()
  }
}

for (const name of Object.keys(stories) as (keyof typeof stories)[]) {
  test(`near-workspaces: ${name}: set up, one thing done, one refused`, async (t) => {
    await withCast(name, (cast) => stories[name](t, cast))
  })
}
