import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Devnet, DevnetAccount } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import {
  type Account,
  type channelsValues,
  createHubClient,
  embedded,
  type HubClient,
} from '@research-hub/sdk'
import {
  contextId,
  encodeCloseAuth,
  encodeVoucher,
  formatKey,
  fromHex,
  noAck,
} from '@research-hub/sdk/payments'
import { base58 } from '@scure/base'
import { accountOf, type Calls, callsAs } from './calls.js'
import { scene } from './scene.js'
import { near } from './units.js'

export const contractId = 'channels.hub.near'

export type ChannelsContracts = {
  readonly channels: typeof import('@research-hub/contracts/channels/contract')
}

export type ChannelsMethod = keyof Calls<ChannelsContracts>['channels']

/** A devnet with the channels contract set up and payer, payee and stranger registered or not. */
export type ChannelsFixture = {
  readonly devnet: Devnet
  /** Raw calls, for arguments that the typed actions cannot express. */
  readonly as: (who: string | DevnetAccount) => Calls<ChannelsContracts>
  readonly ctx: Uint8Array
  readonly payer: HubClient
  readonly payee: HubClient
  readonly stranger: HubClient
  readonly owner: HubClient
  /** The contract's own account. */
  readonly self: HubClient
}

/** With a seed, keys, ids and times repeat, and so does every unit of gas. */
export async function channelsFixture(
  feeBps = 50,
  seed?: string,
  licensingId?: string,
): Promise<ChannelsFixture> {
  const people = ['payer.hub.near', 'payee.hub.near', 'stranger.hub.near']
  const devnet = await scene({ [contractId]: readWasm('channels') }, people, { seed })
  const self = accountOf(devnet, contractId)
  const client = (account: DevnetAccount): HubClient => hubOf({ devnet }, account)
  const fixture = {
    devnet,
    as: callsAs<ChannelsContracts>(devnet, { channels: contractId }),
    ctx: contextId(devnet.chain.options.chainId, contractId),
    payer: client(accountOf(devnet, 'payer.hub.near')),
    payee: client(accountOf(devnet, 'payee.hub.near')),
    stranger: client(accountOf(devnet, 'stranger.hub.near')),
    owner: client(devnet.root),
    self: client(self),
  }
  await fixture.as(self).channels.init({
    owner_id: 'hub.near',
    guardian_id: 'hub.near',
    fee_bps: feeBps,
    fee_recipient_id: 'hub.near',
    ...(licensingId === undefined ? {} : { licensing_id: licensingId }),
  })
  for (const hub of [fixture.payer, fixture.payee]) {
    await hub.channels.storageDeposit({ depositYocto: near / 10n })
  }
  await agree(fixture.payee)
  return fixture
}

/** Signs for payees in the channels that tests open. */
export const payeeKey: VoucherKey = voucherKey(new Uint8Array(32).fill(200))

/** Whatever the contract allows, so that a test says what it narrows. */
export const openTerms: channelsValues.SetPayeeTermsArgs = {
  payeeKeys: [formatKey(payeeKey.publicKey)],
  maxRoyaltyPpm: 1_000_000,
  assetIds: [7n],
  maxTipBps: 1000,
  tipAfterBps: 0,
}

/** A payee lets channels be opened towards it. */
export async function agree(
  payee: HubClient,
  change: Partial<channelsValues.SetPayeeTermsArgs> = {},
): Promise<bigint> {
  return (await payee.channels.setPayeeTerms({ ...openTerms, ...change })).returned
}

/** A voucher key whose private half node:crypto holds, as a payer other than the SDK would. */
export type VoucherKey = {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function voucherKey(seed: Uint8Array = randomBytes(32)): VoucherKey {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key: KeyObject = createPrivateKey({
    key: Buffer.concat([head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const jwk = key.export({ format: 'jwk' })
  const publicKey = new Uint8Array(Buffer.from(String(jwk.x), 'base64url'))
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) }
}

export type SignedMessages = {
  readonly channelId: string
  readonly signer: VoucherKey
  readonly payeeKey: VoucherKey
  readonly voucher: (
    cumulativeYocto: bigint,
    lane?: number,
  ) => {
    readonly voucher: Uint8Array
    readonly signature: Uint8Array
  }
  readonly auth: (
    finalYocto: bigint,
    validUntilHeight?: bigint,
  ) => {
    readonly auth: Uint8Array
    readonly authSignature: Uint8Array
  }
}

export type OpenedChannel = SignedMessages & { readonly gasBurnt: bigint }

export type OpenOptions = {
  readonly payeeId?: string
  /** Opens from the payer's credit in this token instead of attaching NEAR. */
  readonly token?: string
  /** Signs vouchers; derived from the seed unless given. */
  readonly signer?: VoucherKey
  readonly lanes?: number
  readonly tipBps?: number
  readonly teeKey?: string
  readonly asset?: { readonly assetId: bigint; readonly royaltyPpm: number }
}

/** A channel from payer to payee; with a seed its keys and salt repeat. */
export async function openChannel(
  fixture: ChannelsFixture,
  depositYocto = near,
  seed: Uint8Array = randomBytes(32),
  options: OpenOptions = {},
): Promise<OpenedChannel> {
  const { token, signer = voucherKey(seed), payeeId = 'payee.hub.near', ...rest } = options
  const terms = {
    payeeId,
    signerKey: signer.publicKey,
    payeeKey: formatKey(payeeKey.publicKey),
    graceS: 900,
    salt: seed.slice(0, 16),
    termsHash: '11'.repeat(32),
    ...rest,
  }
  const { channels } = fixture.payer
  const { channelId, gasBurnt } =
    token === undefined
      ? await channels.open({ ...terms, depositYocto, storageDepositYocto: 0n })
      : await channels.openFromVault({ ...terms, token, deposit: depositYocto })
  return { ...signedBy(fixture, channelId, signer, payeeKey), gasBurnt }
}

/** What payer and payee of a channel would sign, whether or not it exists. */
export function signedBy(
  { ctx }: ChannelsFixture,
  channelId: string,
  signer: VoucherKey,
  payeeKey: VoucherKey,
): SignedMessages {
  const id = fromHex(channelId)
  return {
    channelId,
    signer,
    payeeKey,
    voucher: (cumulativeYocto, lane = 0) => {
      const fields = { ctx, channelId: id, cumulativeYocto, lane, ackHash: noAck }
      const voucher = encodeVoucher(fields)
      return { voucher, signature: signer.sign(voucher) }
    },
    auth: (finalYocto, validUntilHeight = 2n ** 64n - 1n) => {
      const auth = encodeCloseAuth({ ctx, channelId: id, finalYocto, validUntilHeight })
      return { auth, authSignature: payeeKey.sign(auth) }
    },
  }
}

export function toSdkAccount({ accountId, secretKey }: DevnetAccount): Account {
  return { accountId, secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}` }
}

/** A hub client of another account of the fixture's chain. */
export function hubOf(
  { devnet }: Pick<ChannelsFixture, 'devnet'>,
  account: DevnetAccount,
): HubClient {
  return createHubClient({
    transport: embedded(devnet),
    networkId: devnet.chain.options.chainId,
    contracts: { channels: contractId },
    account: toSdkAccount(account),
  })
}

/** An `ed25519:` string of arbitrary bytes. */
export function keyString(bytes: Uint8Array): string {
  return `ed25519:${base58.encode(bytes)}`
}
