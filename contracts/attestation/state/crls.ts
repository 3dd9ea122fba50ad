/** Revocation lists, one per issuer. */

import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { isSame, u32 } from '../rules/bytes.js'
import { loadBody, loadPaid, savePaid } from './paid.js'

export type CrlIssuer = 'root' | 'platform' | 'processor'

export type StoredCrl = {
  readonly payerId: string
  /** SHA-256 of the issuer's key. */
  readonly issuerKeyHash: Uint8Array
  readonly thisUpdateS: number
  readonly nextUpdateS: number
  readonly number: bigint
  /** 20 bytes each. */
  readonly serials: Uint8Array
}

const layout = 'h448'
const headLength = 32 + 4 + 4 + 8

export function loadCrl(issuer: CrlIssuer): StoredCrl | undefined {
  const record = loadPaid(`r:${issuer}`)
  if (record === undefined) return undefined
  const { payerId, body } = record
  const head = unpack(layout, body.subarray(0, headLength))
  return {
    payerId,
    issuerKeyHash: head[0],
    thisUpdateS: head[1],
    nextUpdateS: head[2],
    number: head[3],
    serials: body.subarray(headLength),
  }
}

/** A list as it lies, for judgements. */
export function loadCrlRecord(issuer: CrlIssuer): Uint8Array | undefined {
  return loadBody(`r:${issuer}`)
}

/** Until when it holds, if it is by this issuer and holds at `nowS`. */
export function crlUntilS(
  record: Uint8Array,
  issuerKeyHash: Uint8Array,
  nowS: number,
): number | undefined {
  const nextUpdateS = u32(record, 36)
  const isCurrent = nowS >= u32(record, 32) && nowS <= nextUpdateS
  return isCurrent && isSame(record, 0, issuerKeyHash, 0, 32) ? nextUpdateS : undefined
}

export function serialsOf(record: Uint8Array): Uint8Array {
  return record.subarray(headLength)
}

export function saveCrl(issuer: CrlIssuer, crl: StoredCrl): void {
  const { issuerKeyHash, thisUpdateS, nextUpdateS, number } = crl
  const head = pack(layout, [issuerKeyHash, thisUpdateS, nextUpdateS, number])
  savePaid(`r:${issuer}`, crl.payerId, joinBytes([head, crl.serials]))
}
