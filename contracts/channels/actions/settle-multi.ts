/** `settle_multi`: one signature over the amounts of many channels of one signer, whoever their payees are. */
import {
  bytesCompare,
  ed25519Verify,
  hexEncode,
  sha256,
  utf8Encode,
} from '@research-hub/compiler/host'
import type { TokenIndex } from '../../common/state/totals.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import { multiEntry as entry, multiHead as head } from '../rules/batch.js'
import { encodeHead, kinds, u32Bytes } from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at } from '../state/channel.js'
import { emitBatch } from './batch-log.js'
import { context } from './context.js'
import { canHold, payAll, payeeOf, Taking, tokenOf } from './pay.js'
import { rise } from './rise.js'
import { settleEach } from './settle-each.js'

const domain = 'near-paych/multi/1'

/** Settles what can be settled; one status byte an entry, in hex. */
export function settleMulti(input: Uint8Array): string {
  const count = (input.length - head.length) / entry.length
  if (count < 1 || count !== Math.floor(count)) fail('ERR_BATCH_FORMAT', 'length')
  const entries = input.slice(head.length)
  requireAscending(entries)
  const listHash = sha256(joinBytes([utf8Encode(domain), u32Bytes(count), entries]))
  const message = joinBytes([encodeHead(kinds.multi, 0, context()), listHash])
  const signerKey = input.slice(head.signerKey, head.signerKey + 32)
  const signature = input.slice(head.signature, head.signature + 64)
  if (!ed25519Verify(signature, message, signerKey)) fail('ERR_VOUCHER_SIGNATURE')
  const takings: Map<string, Taking> = new Map()
  const statuses = settleEach(
    { bytes: entries, start: 0, count, layout: entry },
    {
      admits: (record) => isOfSigner(record, signerKey),
      takingOf: (record) => takingFor(takings, payeeOf(record), tokenOf(record)),
    },
  )
  payAll([...takings.values()], rise.newLaneBytes())
  emitBatch('multi_settled', {}, input)
  return hexEncode(statuses)
}

/** One order only, so that one list has one hash; a channel's lane at most once. */
function requireAscending(entries: Uint8Array): void {
  for (let from = entry.length; from < entries.length; from += entry.length) {
    if (bytesCompare(entries, from - entry.length, entries, from, entry.cumulative) >= 0) {
      fail('ERR_BATCH_FORMAT', 'order')
    }
  }
}

function isOfSigner(record: Uint8Array, signerKey: Uint8Array): Status {
  const isSame = bytesCompare(record, at.signerKey, signerKey, 0, 32) === 0
  return isSame ? status.settled : status.otherSigner
}

/** The payee's, unless it has no account for it at the moment. */
function takingFor(
  takings: Map<string, Taking>,
  payeeId: string,
  token: TokenIndex,
): Taking | Status {
  const key = `${token}:${payeeId}`
  const known = takings.get(key)
  if (known !== undefined) return known
  if (!canHold(payeeId, token)) return status.payeeGone
  const added = new Taking(payeeId, token)
  takings.set(key, added)
  return added
}
