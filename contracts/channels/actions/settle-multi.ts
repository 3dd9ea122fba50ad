/**
 * `settle_multi`: one signature over the amounts of many channels of one signer, whoever their payees are.
 * Entries that cannot be settled, or are settled already, are skipped with a status.
 */
import {
  bytesCompare,
  ed25519Verify,
  hexEncode,
  sha256,
  u128Read,
  utf8Encode,
} from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { pack } from '../../common/state/record.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { failChannel } from '../errors.js'
import { multiEntry as entry, multiHead as head } from '../rules/batch.js'
import { encodeHead, kinds } from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { addRoyalty } from '../state/royalty.js'
import { emitBatch, noteSettled } from './batch-log.js'
import { context } from './context.js'
import { canHold, payeeOf, tokenOf } from './pay.js'
import { assetOf, check, commit, moved, newLaneBytes, part, readRecord } from './rise.js'

const domain = 'near-paych/multi/1'

type Credit = { readonly payeeId: string; readonly token: TokenIndex; amount: bigint }
type Royalty = { readonly assetId: bigint; readonly token: TokenIndex; amount: bigint }

/** Credits of payees, and what is kept for fees and royalties, by token and account or asset. */
const credits: Map<string, Credit> = new Map()
const fees: Map<TokenIndex, bigint> = new Map()
const royalties: Map<string, Royalty> = new Map()

/** Settles what can be settled; one status byte an entry, in hex. */
export function settleMulti(input: Uint8Array): string {
  const count = (input.length - head.length) / entry.length
  if (count < 1 || count !== Math.floor(count)) failChannel('ERR_BATCH_FORMAT', 'length')
  const entries = input.slice(head.length)
  requireAscending(entries)
  const listHash = sha256(joinBytes([utf8Encode(domain), pack('4', [count]), entries]))
  const message = joinBytes([encodeHead(kinds.multi, 0, context()), listHash])
  const signerKey = input.slice(head.signerKey, head.signerKey + 32)
  const signature = input.slice(head.signature, head.signature + 64)
  if (!ed25519Verify(signature, message, signerKey)) failChannel('ERR_VOUCHER_SIGNATURE')
  const statuses = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    statuses[i] = settleEntry(entries, i * entry.length, signerKey)
  }
  payAll()
  emitBatch('multi_settled', {}, input)
  return hexEncode(statuses)
}

/** One order only, so that one list has one hash; a channel's lane at most once. */
function requireAscending(entries: Uint8Array): void {
  for (let from = entry.length; from < entries.length; from += entry.length) {
    if (bytesCompare(entries, from - entry.length, entries, from, entry.cumulative) >= 0) {
      failChannel('ERR_BATCH_FORMAT', 'order')
    }
  }
}

function settleEntry(entries: Uint8Array, from: number, signerKey: Uint8Array): Status {
  const record = readRecord(entries, from)
  if (record === undefined) return status.unknownChannel
  if (bytesCompare(record, at.signerKey, signerKey, 0, 32) !== 0) return status.otherSigner
  const outcome = check(record, entries, from + entry.lane, from + entry.cumulative)
  if (outcome !== status.settled) return outcome
  const token = tokenOf(record)
  const payeeId = payeeOf(record)
  const credited = creditFor(payeeId, token)
  if (credited === undefined) return status.payeeGone
  commit(record)
  credited.amount += u128Read(moved, part.payee)
  fees.set(token, (fees.get(token) ?? 0n) + u128Read(moved, part.fee))
  const assetId = assetOf(record)
  if (assetId !== undefined) addTo(assetId, token, u128Read(moved, part.royalty))
  noteSettled(entries, from)
  return status.settled
}

/** Undefined when the payee has no account for it at the moment. */
function creditFor(payeeId: string, token: TokenIndex): Credit | undefined {
  const key = `${token}:${payeeId}`
  const known = credits.get(key)
  if (known !== undefined) return known
  if (!canHold(payeeId, token)) return undefined
  const added = { payeeId, token, amount: 0n }
  credits.set(key, added)
  return added
}

function addTo(assetId: bigint, token: TokenIndex, amount: bigint): void {
  const key = `${token}:${assetId}`
  const known = royalties.get(key)
  if (known === undefined) royalties.set(key, { assetId, token, amount })
  else known.amount += amount
}

function payAll(): void {
  const paid: Map<TokenIndex, bigint> = new Map()
  credits.forEach(({ payeeId, token, amount }) => {
    credit(payeeId, token, amount)
    paid.set(token, (paid.get(token) ?? 0n) + amount)
  })
  fees.forEach((amount, token) => {
    addFees(token, amount)
  })
  royalties.forEach(({ assetId, token, amount }) => {
    addRoyalty(token, assetId, amount)
  })
  paid.forEach((amount, token) => {
    if (amount > 0n) changeTotals(token, { locked: -amount, credits: amount })
  })
  const usedBytes = newLaneBytes()
  if (usedBytes > 0n) changeTotals(near, { usedBytes })
}
