import { createDevnet } from '@research-hub/devnet'
import { readConfig } from '@research-hub/scripts/config'
import { memoryKeys } from '@research-hub/scripts/deploy/keys'
import { deploy } from '@research-hub/scripts/deploy/run'
import { desiredState } from '@research-hub/scripts/deploy/targets'
import {
  type AbiFunction,
  argumentsSchema,
  type Definitions,
  isPrivate,
  refName,
  type Schema,
} from '@research-hub/scripts/generate/abi'
import { applyRules } from '@research-hub/scripts/generate/apply-rules'
import { rulesOf } from '@research-hub/scripts/generate/rules/index'
import { builtAbi } from '@research-hub/scripts/generate-clients'
import { contractNames, createHubClient, embedded, isHubError } from '@research-hub/sdk'
import { formatKey } from '@research-hub/sdk/payments'
import test from 'ava'
import { toSdkAccount, voucherKey } from '../../support/channels-fixture.js'
import { near, tgas } from '../../support/units.js'

function text(length: number): string {
  return Buffer.alloc(length, 1).toString('base64')
}

function key(seed: number): string {
  return formatKey(voucherKey(new Uint8Array(32).fill(seed)).publicKey)
}

/** Arguments that the decoder takes, by name where the type says too little. */
const known: Readonly<Record<string, unknown>> = {
  token: 'NEAR',
  token_id: 'token.near',
  msg: '',
  tier: 1,
  grace_s: 900,
  outbox_id: '1',
  cid: '1',
  signer_key: key(1),
  payee_key: key(2),
  voucher: text(128),
  signature: text(64),
  auth: text(96),
  auth_signature: text(64),
  size: 'small',
  'channels.commitment': text(136),
  'channels.salt': '11'.repeat(16),
  text_signature: text(64),
  'competition.forfeit_bps': 100,
  'competition.committee': 3,
  'competition.quorum_bps': 5000,
}

type Where = { readonly contract: string; readonly definitions: Definitions }

function sampleOf(name: string, schema: Schema, where: Where): unknown {
  const own = known[`${where.contract}.${name}`] ?? known[name]
  if (own !== undefined) return own
  if (where.contract === 'competition' && name.endsWith('_s')) return 86_400
  if (schema.$ref !== undefined) {
    return sampleOf(name, where.definitions[refName(schema.$ref)] ?? {}, where)
  }
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined) {
    const [first = {}] = schema.anyOf.filter(({ type }) => type !== 'null')
    return sampleOf(name, first, where)
  }
  if (schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  if (schema.type === 'array') return []
  if (schema.type === 'object') {
    return Object.fromEntries(
      // What may be left out is, such as the number that only a neighbour gives.
      (schema.required ?? []).map((member) => [
        member,
        sampleOf(member, schema.properties?.[member] ?? {}, where),
      ]),
    )
  }
  if (/_id$/.test(name) && schema.pattern === undefined) return 'someone.near'
  if (schema.pattern !== undefined && new RegExp(schema.pattern).test('1')) return '1'
  return '11'.repeat(32)
}

function argsOf(method: AbiFunction, where: Where): unknown {
  if (method['x-raw-input'] === true) return new Uint8Array(1)
  const schema = argumentsSchema(method)
  return schema === undefined ? {} : sampleOf('', schema, where)
}

test('clients show exactly what others than tokens and neighbouring contracts may call', async (t) => {
  const devnet = await createDevnet({ rootAccountId: 'hub.near' })
  const authorities = { ownerId: 'hub.near', guardianId: 'hub.near', treasuryId: 'hub.near' }
  const config = readConfig()
  const desired = desiredState(config, 'hub.near', authorities)
  const transport = embedded(devnet)
  const networkId = devnet.chain.options.chainId
  const { ids } = desired
  const root = toSdkAccount(devnet.root)
  const deployment = { transport, networkId, root, ids, keys: memoryKeys() }
  await deploy({ ...deployment, amounts: config.deploy }, desired, { removesKeys: false })
  const stranger = toSdkAccount(await devnet.createAccount('stranger.hub.near', 1000n * near))
  const hub = createHubClient({ transport, networkId, contracts: ids, account: stranger })

  const undecoded: string[] = []
  for (const contract of contractNames) {
    const abi = await builtAbi(contract)
    const definitions = abi.body.root_schema.definitions ?? {}
    const shown = applyRules(contract, abi, rulesOf[contract] ?? { methods: {} }).methods
    const calls = abi.body.functions.filter((one) => one.kind === 'call' && !isPrivate(one))
    const refused: string[] = []
    for (const method of calls) {
      const isPayable = method.modifiers?.includes('payable') === true
      const call = {
        methodName: method.name,
        args: argsOf(method, { contract, definitions }),
        gas: 300n * tgas,
        depositYocto: isPayable ? 1n : 0n,
      }
      const error: unknown = await hub.send(ids[contract], [call]).catch((cause) => cause)
      const isOfToken = method.name === 'ft_on_transfer' && isHubError(error, 'ERR_UNKNOWN_TOKEN')
      if (isOfToken || isHubError(error, 'ERR_NOT_NEIGHBOUR')) refused.push(method.name)
      if (isHubError(error, 'ERR_ARGS')) {
        undecoded.push(`${contract}.${method.name}`)
      }
    }
    const names = shown.map(({ name }) => name)
    const hidden = calls.map(({ name }) => name).filter((name) => !names.includes(name))
    t.deepEqual(refused.sort(), hidden.sort(), contract)
  }
  // Of the owner, and with more kinds of arguments than are worth making here.
  t.deepEqual(undecoded, ['attestation.propose_measurement', 'attestation.propose_policy'])
})
