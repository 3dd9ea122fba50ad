/**
 * What lies between the root and everything else, in one record, because all of it is needed for every judgement:
 * certificates, several of a role side by side while they hold; the dates of the root's revocation list; Intel's
 * evaluation numbers. Each part names who pays for it.
 */
import { storageRead, storageRemove, storageWrite, utf8Decode } from '@research-hub/compiler/host'
import { bytes, bytes32, offsetsOf, type RecordOf, record, u32 } from '../../common/state/record.js'
import { grownBytes } from '../../common/state/records.js'
import { joinBytes, noBytes } from '../../common/wire/bytes.js'
import { fromAscii, isSame, u16 } from '../rules/bytes.js'
import { addCharge, addSurplus } from './paid.js'

/** Roles of certificates; what a part is, by its place here, and behind them two more. */
export const roles = ['platform', 'processor', 'signer'] as const
export type Role = (typeof roles)[number]
export const rootCrlKind = 3
export const numbersKind = 4

const certificateFields = {
  keyHash: bytes32,
  notBeforeS: u32,
  notAfterS: u32,
  /** x and y. */
  key: bytes(64),
  /** SHA-256 of the subject's DER. */
  subjectHash: bytes32,
  serial: bytes(20),
} as const
export const certificateRecord = record(certificateFields)

export const windowRecord = record({ thisUpdateS: u32, nextUpdateS: u32 })

export type StoredCertificate = RecordOf<typeof certificateRecord>

/** A part: its kind, the length of its payer and of its body, body and payer. */
export type Part = { readonly kind: number; readonly payerId: string; readonly body: Uint8Array }

/** The parts side by side. */
export type ChainRecord = Uint8Array

const key = 'c:'
const bodyInPart = 4
/** What a part pays for beside its own bytes: the record's are shared out. */
const shareBytes = 44

export function loadChainRecord(): ChainRecord {
  return storageRead(key) ?? noRecord
}

const noRecord: ChainRecord = noBytes

/** Where the body is of the first part of a kind, and with these first bytes if any are given; 0 for none. */
export function findPart(
  chain: ChainRecord,
  kind: number,
  first?: Uint8Array,
  firstAt = 0,
): number {
  const { length } = chain
  for (let from = 0; from < length; ) {
    const bodyAt = from + bodyInPart
    if (chain[from] === kind) {
      if (first === undefined || isSame(chain, bodyAt, first, firstAt, 32)) return bodyAt
    }
    from = partEnd(chain, from)
  }
  return 0
}

function partEnd(chain: ChainRecord, from: number): number {
  return from + bodyInPart + (chain[from + 1] ?? 0) + u16(chain, from + 2)
}

/** Where a certificate's dates are. */
export const certificateWindowAt: number = offsetsOf(certificateFields).notBeforeS

export function partsOf(chain: ChainRecord): readonly Part[] {
  const parts: Part[] = []
  for (let from = 0; from < chain.length; from = partEnd(chain, from)) {
    const bodyAt = from + bodyInPart
    const payerAt = bodyAt + u16(chain, from + 2)
    parts.push({
      kind: chain[from] ?? 0,
      payerId: utf8Decode(chain.subarray(payerAt, partEnd(chain, from))),
      body: chain.subarray(bodyAt, payerAt),
    })
  }
  return parts
}

export function certificatesOf(chain: ChainRecord, role: Role): readonly StoredCertificate[] {
  const kind = roles.indexOf(role)
  return partsOf(chain)
    .filter((part) => part.kind === kind)
    .map(({ body }) => certificateRecord.decode(body))
}

/** Writes the changed record and charges the difference, part by part. */
export function saveParts(before: readonly Part[], after: readonly Part[]): void {
  let chargedBytes = 0n
  const charge = ({ payerId, body }: Part, sign: 1 | -1): void => {
    const length = BigInt(sign * (shareBytes + bodyInPart + body.length + payerId.length))
    chargedBytes += length
    addCharge(payerId, length)
  }
  for (const part of before) charge(part, -1)
  const out: Uint8Array[] = []
  for (const part of after) {
    charge(part, 1)
    const { kind, payerId, body } = part
    const { length } = body
    out.push(Uint8Array.of(kind, payerId.length, length, length >> 8), body, fromAscii(payerId))
  }
  const usedBytes = grownBytes(() => {
    if (after.length === 0) storageRemove(key)
    else storageWrite(key, joinBytes(out))
  })
  addSurplus(chargedBytes - usedBytes)
}
