import { toHex } from '../../codecs/hex.js'
import { member } from '../../codecs/json.js'
import { HubError } from '../../errors/hub-error.js'
import type { OpenArgs } from '../../generated/channels.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import type { TransactionResult } from '../../sender/result.js'
import { formatKey } from '../../signers/signer.js'
import { callMethod, methodCall } from '../call-method.js'
import type { Client } from '../client.js'
import { viewMethod } from '../view-method.js'

/** What every way of opening a channel takes. */
export type ChannelOptions = {
  readonly payeeId: string
  /** Raw ed25519 key that will sign vouchers. */
  readonly signerKey: Uint8Array
  /** The payee's `ed25519:` key, from its offer. */
  readonly payeeKey: string
  readonly graceS: number
  /** Hex, from the offer. */
  readonly termsHash: string
  /** 16 random bytes unless given. */
  readonly salt?: Uint8Array
  /** Of a recent block, the latest final one unless given. With the salt it makes a call repeatable. */
  readonly openHeight?: bigint
  /** Lanes beside lane 0, for parallel streams and child agents; at most 64. */
  readonly lanes?: number
  /** What a watchtower gets of what it settles while the channel closes, late in the grace; basis points. */
  readonly tipBps?: number
  /** The attested model's `ed25519:` key, for conditional vouchers. */
  readonly teeKey?: string
  /**
   * Revision of the payee's terms that these lie within; read from the chain and compared unless given. Give it
   * with a `key`.
   */
  readonly termsRevision?: bigint
  /** Licensed asset that earns a royalty. */
  readonly asset?: { readonly assetId: bigint; readonly royaltyPpm: number }
}

export type OpenChannelParameters = ChannelOptions & {
  readonly depositYocto: bigint
  /** Storage deposit to send along; needed on first use. 0 sends none. */
  readonly storageDepositYocto: bigint
}

export type OpenFromVaultParameters = ChannelOptions & {
  /** `near` unless given. */
  readonly token?: string
  readonly deposit: bigint
}

export type OpenChannelReturn = TransactionResult & { readonly channelId: string }

/** What an offer says of the channels that its payments come from. */
type Offered = Pick<ChannelOptions, 'payeeId' | 'payeeKey' | 'graceS' | 'termsHash'> & {
  readonly assetId: bigint
  readonly royaltyPpm: number
}

/** What a channel is opened with, as offered. */
export function channelTermsOf({
  assetId,
  graceS,
  payeeId,
  payeeKey,
  royaltyPpm,
  termsHash,
}: Offered): Omit<ChannelOptions, 'signerKey'> {
  const asset = assetId === 0n ? {} : { asset: { assetId, royaltyPpm } }
  return { payeeId, payeeKey, graceS, termsHash, ...asset }
}

/**
 * Opens a channel with attached NEAR, with the storage deposit in the same transaction. To send it with a
 * `key`, give `salt`, `openHeight` and `termsRevision` too: the same key must stand for the same call. What is
 * outside the payee's terms is refused before anything is sent. Errors: ERR_PAYEE_TERMS_NONE,
 * ERR_PAYEE_TERMS_REVISION, ERR_PAYEE_TERMS, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_DEPOSIT_TOO_SMALL, ERR_WEAK_KEY, ERR_OPEN_HEIGHT,
 * ERR_NO_LICENSING, ERR_PAUSED.
 */
export async function openChannel(
  client: Client,
  parameters: OpenChannelParameters,
  options?: SendOptions,
): Promise<OpenChannelReturn> {
  const { depositYocto, storageDepositYocto, ...channel } = parameters
  options?.signal?.throwIfAborted()
  const open = methodCall(channelsMethods.open, {
    ...(await channelTerms(client, channel)),
    depositYocto,
  })
  const storage = { depositYocto: storageDepositYocto }
  const calls =
    storageDepositYocto > 0n ? [methodCall(channelsMethods.storageDeposit, storage), open] : [open]
  const result = await client.send(client.contracts.channels, calls, options)
  if (typeof result.value !== 'string') throw new HubError('SDK_BAD_RESULT', ['open'])
  return { ...result, channelId: result.value }
}

/**
 * Opens a channel from the caller's credit, with one yoctoNEAR. Errors: as `open`, and ERR_CREDIT_SHORT,
 * ERR_TOKEN_NOT_HELD, ERR_UNKNOWN_TOKEN.
 */
export async function openFromVault(
  client: Client,
  parameters: OpenFromVaultParameters,
  options?: SendOptions,
): Promise<OpenChannelReturn> {
  const { token = 'NEAR', deposit, ...channel } = parameters
  const args = { ...(await channelTerms(client, channel)), token, deposit }
  const { contracts } = client
  const sent = await callMethod(
    client,
    contracts.channels,
    channelsMethods.openFromVault,
    args,
    options,
  )
  return { ...sent, channelId: sent.returned }
}

async function channelTerms(
  client: Client,
  options: ChannelOptions,
): Promise<Omit<OpenArgs, 'depositYocto'>> {
  const { asset, openHeight, salt, signerKey, termsRevision, ...given } = options
  return {
    ...given,
    ...asset,
    signerKey: formatKey(signerKey),
    salt: toHex(salt ?? crypto.getRandomValues(new Uint8Array(16))),
    openHeight: openHeight ?? (await finalHeight(client)),
    termsRevision: termsRevision ?? (await revisionWithin(client, options)),
  }
}

/** The revision of the payee's terms, once what is asked for lies within them. */
async function revisionWithin(
  client: Client,
  { payeeId, payeeKey, asset, tipBps = 0 }: ChannelOptions,
): Promise<bigint> {
  const { contracts } = client
  const asked = { accountId: payeeId }
  const terms = await viewMethod(client, contracts.channels, channelsMethods.payeeTerms, asked)
  if (terms === undefined) throw new HubError('ERR_PAYEE_TERMS_NONE', [payeeId])
  const rules: readonly (readonly [boolean, string])[] = [
    [terms.payeeKeys.includes(payeeKey), 'payee_key'],
    [asset === undefined || terms.assetIds.includes(asset.assetId), 'asset_id'],
    [(asset?.royaltyPpm ?? 0) <= terms.maxRoyaltyPpm, 'royalty_ppm'],
    [tipBps <= terms.maxTipBps, 'tip_bps'],
  ]
  const broken = rules.find(([good]) => !good)
  if (broken !== undefined) throw new HubError('ERR_PAYEE_TERMS', [broken[1], payeeId])
  return terms.revision
}

async function finalHeight({ transport }: Client): Promise<bigint> {
  const block = await transport.request('block', { finality: 'final' })
  return BigInt(String(member(member(block, 'header'), 'height')))
}
