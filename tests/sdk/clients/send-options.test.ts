import {
  attestationMethods,
  channelsMethods,
  competitionMethods,
  contractNames,
  createHubClient,
  embedded,
  type HubClient,
  isHubError,
  ladderMethods,
  licensingMethods,
  type Method,
  memoryJournal,
  type SendOptions,
  type Shape,
  type Transport,
} from '@research-hub/sdk'
import test from 'ava'
import { channelsFixture, contractId, openChannel } from '../../support/channels-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const tables = {
  attestation: attestationMethods,
  channels: channelsMethods,
  competition: competitionMethods,
  ladder: ladderMethods,
  licensing: licensingMethods,
}

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)

const terms = {
  payeeId: 'payee.hub.near',
  signerKey: bytes(32),
  payeeKey: `ed25519:${'1'.repeat(32)}`,
  graceS: 900,
  termsHash: '11'.repeat(32),
  salt: bytes(16),
  openHeight: 1n,
  termsRevision: 1n,
}

/** Parameters of what is no single call. */
const composed: Readonly<Record<string, unknown>> = {
  depositTokens: { token: 'token.near', amount: 1n },
  open: { ...terms, depositYocto: near, storageDepositYocto: 1n },
  openFromVault: { ...terms, deposit: near },
  settleBatch: { payeeId: 'payee.hub.near', entries: bytes(148) },
  settleMulti: { signerKey: bytes(32), signature: bytes(64), entries: [] },
}

/** A value that the codec takes for a shape. */
function sampleOf(shape: Shape): unknown {
  if (typeof shape !== 'string') {
    if ('is' in shape) return shape.is[0]
    if ('list' in shape) return []
    if ('tuple' in shape) return shape.tuple.map(sampleOf)
    if ('record' in shape) return {}
    if ('oneOf' in shape) return sampleOf(shape.oneOf[0] ?? 'null')
    return Object.fromEntries(
      Object.entries(shape.fields).map(([name, member]) => [
        shape.names?.[name] ?? name.replace(/_(\w)/g, (_all, one: string) => one.toUpperCase()),
        sampleOf(member),
      ]),
    )
  }
  const samples = { string: 'x', bigint: 1n, number: 1, boolean: true, null: null }
  const others = { unknown: 0, absent: undefined, base64: bytes(1), hex: bytes(1) }
  return { ...samples, ...others }[shape]
}

function givenFor(name: string, { args, deposit }: Method): readonly unknown[] {
  if (composed[name] !== undefined) return [composed[name]]
  if (args === 'bytes') return [bytes(1)]
  const isNamed = deposit !== undefined && deposit !== 'one'
  if (args === undefined && !isNamed) return []
  const sample = args === undefined ? {} : (sampleOf(args) as object)
  return [isNamed ? { ...sample, depositYocto: 1n } : sample]
}

test('every call of every contract takes a signal, and one that is aborted sends nothing', async (t) => {
  const asked: string[] = []
  const transport: Transport = {
    request: async (method) => {
      asked.push(method)
      return undefined
    },
  }
  const contracts = Object.fromEntries(contractNames.map((name) => [name, `${name}.near`]))
  const secretKey = `ed25519:${'1'.repeat(31)}2` as const
  const account = { accountId: 'a.near', secretKey }
  const hub = createHubClient({ networkId: 'nowhere', transport, contracts, account })
  let count = 0
  for (const contract of contractNames) {
    const client: Readonly<Record<string, unknown>> = { ...hub[contract] }
    const more: Readonly<Record<string, Method>> =
      contract === 'channels' ? { depositTokens: { name: '', kind: 'call' } } : {}
    for (const [name, method] of Object.entries<Method>({ ...tables[contract], ...more })) {
      if (method.kind !== 'call') continue
      count += 1
      const call = client[name] as (...given: readonly unknown[]) => Promise<unknown>
      const signal = AbortSignal.abort(new Error('not today'))
      const given = givenFor(name, method)
      await t.throwsAsync(call(...given, { signal }), { message: /not today/ }, name)
    }
  }
  t.true(count > 150, String(count))
  t.deepEqual(asked, [])
})

test('a channels call with a key is sent once, however often it is asked for', async (t) => {
  const f = await channelsFixture(0)
  const journal = memoryJournal()
  const withJournal = ({ networkId, account }: HubClient): HubClient =>
    createHubClient({
      transport: embedded(f.devnet),
      networkId,
      contracts: { channels: contractId },
      account,
      journal,
    })
  const payer = withJournal(f.payer)
  const channel = await openChannel(f)
  const { channelId } = channel
  const topUp = (options: SendOptions, depositYocto = near) =>
    payer.channels.topUp({ channelId, depositYocto }, options)
  const [one, two] = [await topUp({ key: 'top-up' }), await topUp({ key: 'top-up' })]
  t.is(one.transactionHash, two.transactionHash)
  t.is((await payer.channels.get({ channelId }))?.depositYocto, 2n * near)
  await refused(t, 'SDK_KEY_REUSED', topUp({ key: 'top-up' }, 1n))
  await topUp({ key: 'another' })
  t.is((await payer.channels.get({ channelId }))?.depositYocto, 3n * near)

  const block = await payer.transport.request('block', { finality: 'final' })
  const { height } = (block as { readonly header: { readonly height: number } }).header
  const { openHeight: _, ...rest } = terms
  const keyed = { ...rest, openHeight: BigInt(height), signerKey: channel.signer.publicKey }
  const payeeKey = (await payer.channels.get({ channelId }))?.payeeKey ?? ''
  const open = () =>
    payer.channels.open(
      { ...keyed, payeeKey, depositYocto: near, storageDepositYocto: 0n },
      { key: 'open' },
    )
  t.is((await open()).channelId, (await open()).channelId)
})

test('a channels call gives up after timeoutMs and says that it may have been applied', async (t) => {
  const f = await channelsFixture(0)
  const { channelId } = await openChannel(f)
  const { request } = embedded(f.devnet)
  const deaf: Transport = {
    request: (method, params, options) =>
      /^(send_tx|broadcast)/.test(method)
        ? new Promise(() => {})
        : request(method, params, options),
  }
  const { networkId, account } = f.payer
  const contracts = { channels: contractId }
  const payer = createHubClient({ transport: deaf, networkId, contracts, account })
  const error = await t.throwsAsync(payer.channels.requestClose({ channelId }, { timeoutMs: 300 }))
  t.true(isHubError(error, 'SDK_TX_UNKNOWN'), String(error))
})
