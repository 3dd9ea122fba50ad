/** What each view must answer in a state of the model. */
import { base58 } from '@scure/base'
import { creditOf } from './money.js'
import { assets, everyone, feeBps, graceS, near, type Token, tokens } from './names.js'
import { sharesOf } from './settlement.js'
import { type Channel, type Model, pairOf, settledOf, type Terms, totalsOf } from './state.js'
import { balanceOf } from './steps/vault.js'
import { channelBytes, decreaseBytes } from './storage.js'

export type Expected = {
  readonly method: string
  readonly args: Readonly<Record<string, unknown>>
  /** Starts of the state keys that the answer comes from, in latin-1. */
  readonly from: readonly string[]
  readonly answer: unknown
}

/** Everything that can be asked, for these channels. */
export function expectedViews(model: Model, channelIds: Iterable<string>): readonly Expected[] {
  const views: Expected[] = []
  for (const id of channelIds) {
    const channel = model.channels.get(id)
    const args = { channel_id: id }
    const raw = Buffer.from(id, 'hex').toString('latin1')
    const from = [`c:${raw}`, `l:${raw}`, `e:${raw}`]
    const answer = channel === undefined ? null : channelAnswer(id, channel)
    views.push({ method: 'channel', args, from, answer })
    const lanes = channel === undefined ? null : channel.lanes.map(String)
    views.push({ method: 'lanes', args, from, answer: lanes })
  }
  for (const [i, token] of tokens.entries()) {
    for (const account_id of everyone) {
      const key = token === near ? `a:${account_id}` : `b:${i}:${account_id}`
      const answer = String(creditOf(model, token, account_id))
      views.push({ method: 'credit_of', args: { account_id, token }, from: [key], answer })
    }
    const fees = String(model.fees.get(token) ?? 0n)
    views.push({ method: 'fees', args: { token }, from: [`f:${i}`], answer: fees })
    for (const asset of assets) views.push(royaltyView(model, token, asset))
  }
  for (const account_id of everyone) {
    const account = model.accounts.get(account_id)
    const answer = account === undefined ? null : balanceOf(account)
    const args = { account_id }
    views.push({ method: 'storage_balance_of', args, from: [`a:${account_id}`], answer })
    const terms = model.terms.get(account_id)
    const agreed = terms === undefined ? null : termsAnswer(terms)
    views.push({ method: 'payee_terms', args, from: [`p:${account_id}`], answer: agreed })
  }
  for (let id = model.outboxBase + 1n; id <= model.lastOutboxId; id++) {
    const entry = model.outbox.get(id)
    const answer = entry === undefined ? null : `${entry.status} ${entry.token} ${entry.amount}`
    views.push({ method: 'outbox_entry', args: { id: String(id) }, from: [`o:${id}`], answer })
  }
  return views
}

function royaltyView(model: Model, token: Token, asset: string): Expected {
  const royalty = model.royalties.get(pairOf(token, asset))
  return {
    method: 'royalty',
    args: { asset_id: asset, token },
    from: [`r:${tokens.indexOf(token)}:${asset}`],
    answer: {
      amount: String(royalty?.amount ?? 0n),
      channels: royalty?.channels ?? 0,
      last_outbox_id: String(royalty?.outboxId ?? 0n),
    },
  }
}

function termsAnswer({ assets, keys, maxPpm, maxTipBps, revision, tipAfterBps }: Terms) {
  return {
    revision: String(revision),
    payee_keys: keys.map(keyText),
    max_royalty_ppm: Number(maxPpm),
    asset_ids: assets,
    max_tip_bps: Number(maxTipBps),
    tip_after_bps: Number(tipAfterBps),
  }
}

function channelAnswer(id: string, channel: Channel) {
  const { asset, decrease, teeKey } = channel
  const settled = settledOf(channel)
  const { fee, royalty } = sharesOf(channel, settled)
  const bytes = channelBytes(channel) + (decrease === undefined ? 0n : decreaseBytes)
  return {
    channel_id: id,
    status: channel.closeAtNs === 0n ? 'open' : 'closing',
    payer_id: channel.payerId,
    payee_id: channel.payeeId,
    token: channel.token,
    signer_key: keyText(channel.signerKey),
    payee_key: keyText(channel.payeeKey),
    deposit: String(channel.deposit),
    settled: String(settled),
    fee_taken: String(fee),
    fee_bps: Number(feeBps),
    royalty_taken: String(royalty),
    royalty_ppm: Number(asset?.ppm ?? 0n),
    asset_id: asset?.id ?? null,
    tee_key: teeKey === undefined ? null : keyText(teeKey),
    tip_bps: Number(channel.tipBps),
    tip_after_bps: Number(channel.tipAfterBps),
    lanes: channel.lanes.length - 1,
    refunded: String(channel.refunded),
    decrease:
      decrease === undefined
        ? null
        : { limit: String(decrease.limit), at_ns: String(decrease.atNs) },
    grace_s: graceS,
    terms_hash: '11'.repeat(32),
    open_height: String(channel.openHeight),
    close_at_ns: String(channel.closeAtNs),
    storage_bytes: Number(bytes),
  }
}

/** Of `solvency`, all but what the contract holds. */
export function solvencyAnswer(model: Model, token: Token) {
  const { credits, inFlight, locked, outbox } = totalsOf(model, token)
  const accounts = [...model.accounts.values()]
  const storage = token === near ? accounts.reduce((sum, { storage: own }) => sum + own, 0n) : 0n
  const standing = locked + credits + outbox
  return {
    token,
    owed: String(standing + (token === near ? storage : inFlight)),
    locked: String(locked),
    credits: String(credits),
    outbox: String(outbox),
    in_flight: String(inFlight),
    storage_balances: String(storage),
    solvent: true,
  }
}

/** The keys of all records that users cause, in latin-1, in order. */
export function expectedKeys(model: Model): readonly string[] {
  const keys: string[] = []
  const order: readonly string[] = tokens
  const raw = (id: string): string => Buffer.from(id, 'hex').toString('latin1')
  const pairKey = (letter: string, pair: string): string => {
    const [token = '', other = ''] = pair.split(' ')
    return `${letter}:${order.indexOf(token)}:${other}`
  }
  for (const accountId of model.accounts.keys()) keys.push(`a:${accountId}`)
  for (const payeeId of model.terms.keys()) keys.push(`p:${payeeId}`)
  for (const pair of model.holdings.keys()) keys.push(pairKey('b', pair))
  for (const pair of model.royalties.keys()) keys.push(pairKey('r', pair))
  for (const id of model.tombstones.keys()) keys.push(`d:${raw(id)}`)
  for (const id of model.outbox.keys()) keys.push(`o:${id}`)
  for (const [id, { decrease, lanes }] of model.channels) {
    keys.push(`c:${raw(id)}`)
    if (decrease !== undefined) keys.push(`e:${raw(id)}`)
    for (const [lane, settled] of lanes.entries())
      if (lane > 0 && settled > 0n) keys.push(`l:${raw(id)}${String.fromCharCode(lane)}`)
  }
  return keys.sort()
}

function keyText(hex: string): string {
  return `ed25519:${base58.encode(Buffer.from(hex, 'hex'))}`
}
