import { isPrivate } from '@research-hub/scripts/generate/abi'
import { camel } from '@research-hub/scripts/generate/names'
import { builtAbi, presentContracts } from '@research-hub/scripts/generate-clients'
import { contractNames, createHubClient, type HubClient } from '@research-hub/sdk'
import test from 'ava'

/** Only tokens and neighbouring contracts may call these. */
const calledByContracts: Readonly<Record<string, readonly string[]>> = {
  channels: ['ft_on_transfer'],
  competition: ['admit_seat', 'ft_on_transfer'],
  ladder: [
    ...['deposit_revenue', 'ft_on_transfer', 'grant_credits', 'on_final', 'return_credits'],
    'return_release',
  ],
  licensing: ['ft_on_transfer', 'record_revenue', 'register_from_entry'],
  attestation: [],
}

/** Names on the channels client that are not those of the contract. */
const channelsNames: Readonly<Record<string, string>> = { channel: 'get', channels: 'getMany' }

/** What is more than one call. */
const compositions = ['depositTokens']

function nowhere(contracts: Parameters<typeof createHubClient>[0]['contracts'] = {}): HubClient {
  const transport = { request: async () => undefined }
  return createHubClient({ networkId: 'nowhere', transport, contracts })
}

async function shownMethods(contract: string): Promise<readonly string[]> {
  const { body } = await builtAbi(contract)
  return body.functions
    .filter((method) => !isPrivate(method))
    .filter(({ name }) => calledByContracts[contract]?.includes(name) !== true)
    .map(({ name }) => (contract === 'channels' && channelsNames[name]) || camel(name))
}

test('every public method of every contract has an action', async (t) => {
  t.deepEqual(presentContracts(), [...contractNames])
  const hub = nowhere()
  for (const contract of contractNames) {
    const methods = await shownMethods(contract)
    t.true(methods.length > 20, contract)
    const bound: Readonly<Record<string, unknown>> = { ...hub[contract] }
    t.deepEqual(
      methods.filter((name) => typeof bound[name] !== 'function'),
      [],
      contract,
    )
  }
})

test('a client has every one of them under the contract’s name, and nothing that is not there', async (t) => {
  const hub = nowhere()
  for (const contract of contractNames) {
    const methods = await shownMethods(contract)
    const more = contract === 'channels' ? compositions : []
    t.deepEqual(Object.keys(hub[contract]).sort(), [...methods, ...more].sort(), contract)
  }
})

test('a contract without an account id is named in the error', async (t) => {
  const hub = nowhere({ channels: 'channels.hub.near' })
  const names = ['competition', 'ladder', 'licensing', 'attestation'] as const
  for (const name of names) {
    const error = await t.throwsAsync(async () => hub[name].governance())
    t.regex(error.message, new RegExp(`^SDK_NO_CONTRACT: .*${name}`))
  }
})

test('an action sends its method, snake_case and decimals, with its gas and deposit', async (t) => {
  const { competition } = createHubClient({
    networkId: 'nowhere',
    transport: {
      request: async (method, params) => {
        t.is(method, 'query')
        const { args_base64, ...rest } = params as Record<string, string>
        t.like(rest, { account_id: 'c.near', method_name: 'page' })
        t.deepEqual(JSON.parse(Buffer.from(args_base64 ?? '', 'base64').toString()), {
          cid: '7',
          from_rank: 1,
          limit: 2,
        })
        const page = [{ rank: 1, account_id: 'a.near', score: 5, sequence: 0 }]
        return { result: [...new TextEncoder().encode(JSON.stringify(page))] }
      },
    },
    contracts: { competition: 'c.near' },
  })
  t.deepEqual(await competition.page({ cid: 7n, fromRank: 1, limit: 2 }), [
    { rank: 1, accountId: 'a.near', score: 5, sequence: 0 },
  ])
})
