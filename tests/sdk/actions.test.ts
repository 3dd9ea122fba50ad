import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPrivate } from '@research-hub/scripts/generate/abi'
import { camel } from '@research-hub/scripts/generate/names'
import { builtAbi, presentContracts } from '@research-hub/scripts/generate-clients'
import { findRoot } from '@research-hub/scripts/root'
import { createHubClient } from '@research-hub/sdk'
import test from 'ava'

/** Called by token contracts only: `ft_transfer_call` of the token is how a program gets there. */
const calledByTokens = ['ft_on_transfer']

const actionsFolder = join(findRoot(), 'sdk', 'src', 'actions')

function sourcesOf(folder: string): string {
  const path = join(actionsFolder, folder)
  if (!existsSync(path)) return ''
  return readdirSync(path)
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n')
}

async function publicMethods(contract: string): Promise<readonly string[]> {
  const { body } = await builtAbi(contract)
  return body.functions
    .filter((method) => !isPrivate(method) && !calledByTokens.includes(method.name))
    .map(({ name }) => name)
}

test('every public method of every contract has an action', async (t) => {
  t.deepEqual(presentContracts(), ['channels', 'competition', 'ladder', 'licensing', 'attestation'])
  const shared = sourcesOf('shared')
  for (const contract of presentContracts()) {
    const sources = `${sourcesOf(contract)}\n${shared}`
    const methods = await publicMethods(contract)
    t.true(methods.length > 20, contract)
    const missing = methods.filter(
      (name) => !sources.includes(`Methods.${camel(name)}`) && !sources.includes(`'${name}'`),
    )
    t.deepEqual(missing, [], contract)
  }
})

test('a client has every one of them under the contract’s name, and nothing that is not there', async (t) => {
  const hub = createHubClient({
    networkId: 'nowhere',
    transport: { request: async () => undefined },
    contracts: {},
  })
  for (const contract of ['competition', 'ladder', 'licensing', 'attestation'] as const) {
    const methods = await publicMethods(contract)
    const bound: readonly string[] = Object.keys(hub[contract])
    t.deepEqual(
      methods.filter((name) => !bound.includes(camel(name))),
      [],
      contract,
    )
    const known = (await builtAbi(contract)).body.functions.map(({ name }) => camel(name))
    t.deepEqual(
      bound.filter((name) => !known.includes(name)),
      [],
      contract,
    )
  }
})

test('a contract without an account id is named in the error', async (t) => {
  const hub = createHubClient({
    networkId: 'nowhere',
    transport: { request: async () => undefined },
    contracts: { channels: 'channels.hub.near' },
  })
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
