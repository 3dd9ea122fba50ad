/** Opening a channel, and the id that it will have. */
import { channelId, formatKey, parseKey } from '@research-hub/sdk/payments'
import { type Call, textOf } from '../call.js'
import type { Command } from '../commands.js'
import type { PlannedAction } from '../driver.js'
import { feeBps, graceS, idOf, near, type payees, type Token } from '../names.js'
import { hexOf } from '../signed.js'
import { keys, plainAmount, type World } from '../world.js'

const termsHash = '11'.repeat(32)

/** What a payee agrees to: nearly all that payers ask for here, or less in one part. */
export function termsPlan(
  payee: (typeof payees)[number],
  narrowed: 'nothing' | 'key' | 'asset' | 'royalty' | 'tip',
  tipAfterBps: number,
): PlannedAction {
  const key = narrowed === 'key' ? keys.forger() : keys.payee(payee)
  const args = {
    payee_keys: [formatKey(key.publicKey)],
    max_royalty_ppm: narrowed === 'royalty' ? 300_000 : 1_000_000,
    asset_ids: narrowed === 'asset' ? ['8'] : ['7', '8'],
    max_tip_bps: narrowed === 'tip' ? 499 : 500,
    tip_after_bps: tipAfterBps,
  }
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(args)))
  return { method: 'set_payee_terms', args: bytes, deposit: 1n, tgas: 30n }
}

export function openPlan(
  world: World,
  command: Extract<Command, { kind: 'open' }>,
  height: bigint,
): PlannedAction {
  const { asset, hasTee, lanes, payer, tipBps } = command
  // A channel with oneself is refused: now and then is enough of that.
  const payee = command.payee === payer && lanes > 0 ? 'dan' : command.payee
  world.salts += 1
  const isAttached = command.isAttached && command.token === near
  const { token } = command
  const amount = plainAmount(token, command.amount)
  const args = {
    payee_id: idOf(payee),
    terms_revision: String(world.revisions.get(idOf(payee)) ?? 1n),
    signer_key: formatKey(keys.signer(payer).publicKey),
    payee_key: formatKey(keys.payee(payee).publicKey),
    grace_s: graceS,
    terms_hash: termsHash,
    salt: world.salts.toString(16).padStart(32, '0'),
    open_height: String(height),
    lanes,
    tip_bps: tipBps,
    ...(hasTee ? { tee_key: formatKey(keys.tee().publicKey) } : {}),
    ...(asset === undefined ? {} : { asset_id: asset.id, royalty_ppm: asset.ppm }),
    ...(isAttached ? {} : { token, deposit: String(amount) }),
  }
  const open: PlannedAction = {
    method: isAttached ? 'open' : 'open_from_vault',
    args: new Uint8Array(Buffer.from(JSON.stringify(args))),
    deposit: isAttached ? amount : 1n,
    tgas: 100n,
  }
  const id = idFrom(world.ctx, idOf(payer), token, args)
  world.oracle.pays(idOf(payer), id)
  // One that is refused stands for a channel that never was.
  world.channels.push({ id, payer, payee, token, open })
  return open
}

/** The id that a call opens, whoever sends it. */
export function channelIdOf(ctx: Uint8Array): (call: Call, token: Token) => string {
  return (call, token) => idFrom(ctx, call.callerId, token, (name) => textOf(call, name))
}

function idFrom(
  ctx: Uint8Array,
  payerId: string,
  token: Token,
  args: Readonly<Record<string, unknown>> | ((name: string) => string),
): string {
  const text = (name: string): string =>
    typeof args === 'function' ? args(name) : String(args[name])
  const terms = {
    payerId,
    payeeId: text('payee_id'),
    token,
    signerKey: parseKey(text('signer_key')) ?? new Uint8Array(32),
    payeeKey: parseKey(text('payee_key')) ?? new Uint8Array(32),
    graceS,
    feeBps: Number(feeBps),
    termsHash: Buffer.from(termsHash, 'hex'),
    salt: Buffer.from(text('salt'), 'hex'),
    openHeight: BigInt(text('open_height')),
  }
  return hexOf(channelId(ctx, { ...terms, termsHash: new Uint8Array(terms.termsHash) }))
}
