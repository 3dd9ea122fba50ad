/** Arguments for any method of any contract, made from its ABI, and a hub on a chain of its own to call it on. */
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
import { builtAbi } from '@research-hub/scripts/generate-clients'
import { type ContractName, createHubClient, embedded } from '@research-hub/sdk'
import { formatKey } from '@research-hub/sdk/payments'
import { toSdkAccount, voucherKey } from './channels-fixture.js'
import { near } from './units.js'

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

export type Where = { readonly contract: string; readonly definitions: Definitions }

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

/** Arguments that the method decodes; a byte where its input is not JSON. */
export function sampleArgs(method: AbiFunction, where: Where): unknown {
  if (method['x-raw-input'] === true) return new Uint8Array(1)
  const schema = argumentsSchema(method)
  return schema === undefined ? {} : sampleOf('', schema, where)
}

/** What others than the contract itself may call on it, with the types of the arguments. */
export async function callsOf(contract: ContractName) {
  const abi = await builtAbi(contract)
  return {
    abi,
    where: { contract, definitions: abi.body.root_schema.definitions ?? {} },
    calls: abi.body.functions.filter((one) => one.kind === 'call' && !isPrivate(one)),
  }
}

/** All contracts as `npm run deploy` leaves them, and a stranger with plenty of NEAR. */
export async function deployedHub() {
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
  const account = await devnet.createAccount('stranger.hub.near', 1000n * near)
  const stranger = toSdkAccount(account)
  const hub = createHubClient({ transport, networkId, contracts: ids, account: stranger })
  return { devnet, ids, hub, account }
}
