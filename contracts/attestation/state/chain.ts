/**
 * The certificates between the root and everything else, and the root CRL's dates, in one record: all
 * of it is needed for every judgement. Each part names who pays for it.
 */
import { storageRead, storageRemove, storageWrite, utf8Decode } from '@research-hub/compiler/host'
import { bytes, bytes32, offsetsOf, type RecordOf, record, u32 } from '../../common/state/record.js'
import { grownBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii, u32 as u32At } from '../rules/bytes.js'
import type { Ca } from './facts.js'
import { addCharge, addSurplus } from './paid.js'

/** Roles in the order of their bits. */
export const roles = ['platform', 'processor', 'signer'] as const

export type Role = (typeof roles)[number]

const certificateFields = {
  /** x and y. */
  key: bytes(64),
  keyHash: bytes32,
  /** SHA-256 of the subject's DER. */
  subjectHash: bytes32,
  serial: bytes(20),
  notBeforeS: u32,
  notAfterS: u32,
} as const
export const certificateRecord = record(certificateFields)
const certificateLength = certificateRecord.size
const keyHashInCertificate = offsetsOf(certificateFields).keyHash

const windowFields = { thisUpdateS: u32, nextUpdateS: u32 } as const
export const windowRecord = record(windowFields)
const windowLength = windowRecord.size
const untilInWindow = offsetsOf(windowFields).nextUpdateS

type Paid<Part> = Part & { readonly payerId: string }

export type StoredCertificate = Paid<RecordOf<typeof certificateRecord>>

type Window = Paid<RecordOf<typeof windowRecord>>

export type Chain = {
  readonly [R in Role]: StoredCertificate | undefined
} & { readonly rootCrl: Window | undefined }

/**
 * The record as it lies: a flag a part; from when and until when everything between the root and platform
 * certificates holds, and processor ones, zeros while a part is missing; the parts there are, certificates and
 * the root CRL's window; then their payers, each with its length in front.
 */
export type ChainRecord = Uint8Array

const key = 'c:'
const platformWindowAt = 1
const processorWindowAt = platformWindowAt + windowLength
const partsAt = processorWindowAt + windowLength
const rootCrlBit = 8
/** What a part pays for beside its own and its payer's bytes: the record's are shared out. */
const shareBytes = 1 + 44

export function loadChainRecord(): ChainRecord {
  return storageRead(key) ?? noRecord
}

const noRecord: ChainRecord = new Uint8Array(partsAt)

/** Until when all of it holds, if it holds at `nowS`. */
export function chainUntilS(chain: ChainRecord, ca: Ca, nowS: number): number | undefined {
  const at = ca === 'platform' ? platformWindowAt : processorWindowAt
  const untilS = u32At(chain, at + untilInWindow)
  return nowS >= u32At(chain, at) && nowS <= untilS ? untilS : undefined
}

/** Where the hash of a certificate's key is; the certificate must be there. */
export function keyHashAt(chain: ChainRecord, role: Role): number {
  const before = (chain[0] ?? 0) & (role === 'platform' ? 0 : role === 'processor' ? 1 : 3)
  const count = before === 3 ? 2 : before === 0 ? 0 : 1
  return partsAt + count * certificateLength + keyHashInCertificate
}

export function loadChain(): Chain {
  return parseChain(loadChainRecord())
}

export function parseChain(chain: ChainRecord): Chain {
  const flags = chain[0] ?? 0
  let at = partsAt
  let payerAt = at + (flags >= rootCrlBit ? windowLength : 0)
  for (let bit = 1; bit < rootCrlBit; bit *= 2)
    if ((flags & bit) !== 0) payerAt += certificateLength
  const nextPayer = (): string => {
    const from = payerAt + 1
    payerAt = from + (chain[payerAt] ?? 0)
    return utf8Decode(chain.subarray(from, payerAt))
  }
  const nextCertificate = (bit: number): StoredCertificate | undefined => {
    if ((flags & bit) === 0) return undefined
    const from = at
    at += certificateLength
    return { payerId: nextPayer(), ...certificateRecord.decode(chain.subarray(from, at)) }
  }
  const platform = nextCertificate(1)
  const processor = nextCertificate(2)
  const signer = nextCertificate(4)
  const rootCrl =
    flags < rootCrlBit
      ? undefined
      : {
          payerId: nextPayer(),
          ...windowRecord.decode(chain.subarray(at, at + windowLength)),
        }
  return { platform, processor, signer, rootCrl }
}

/** Writes the changed record and charges the difference, part by part. */
export function saveChain(before: Chain, after: Chain): void {
  let flags = 0
  let chargedBytes = 0n
  const bodies: Uint8Array[] = []
  const payers: Uint8Array[] = []
  const charge = (payerId: string, length: number, sign: 1 | -1): void => {
    const bytes = BigInt(sign * (shareBytes + length + payerId.length))
    chargedBytes += bytes
    addCharge(payerId, bytes)
  }
  const add = (bit: number, payerId: string, body: Uint8Array): void => {
    flags |= bit
    bodies.push(body)
    payers.push(Uint8Array.of(payerId.length), fromAscii(payerId))
    charge(payerId, body.length, 1)
  }
  roles.forEach((role, i) => {
    const old = before[role]
    if (old !== undefined) charge(old.payerId, certificateLength, -1)
    const part = after[role]
    if (part !== undefined) add(1 << i, part.payerId, certificateRecord.encode(part))
  })
  const { rootCrl } = after
  if (before.rootCrl !== undefined) charge(before.rootCrl.payerId, windowLength, -1)
  if (rootCrl !== undefined) {
    add(rootCrlBit, rootCrl.payerId, windowRecord.encode(rootCrl))
  }
  const windows = [holding(after, after.platform), holding(after, after.processor)]
  const usedBytes = grownBytes(() => {
    if (flags === 0) storageRemove(key)
    else storageWrite(key, joinBytes([Uint8Array.of(flags), ...windows, ...bodies, ...payers]))
  })
  addSurplus(chargedBytes - usedBytes)
}

/** From when and until when the chain over an issuer's certificate holds. */
function holding({ signer, rootCrl }: Chain, issuer: StoredCertificate | undefined): Uint8Array {
  if (issuer === undefined || signer === undefined || rootCrl === undefined)
    return windowRecord.encode({ thisUpdateS: 0, nextUpdateS: 0 })
  return windowRecord.encode({
    thisUpdateS: Math.max(issuer.notBeforeS, signer.notBeforeS, rootCrl.thisUpdateS),
    nextUpdateS: Math.min(issuer.notAfterS, signer.notAfterS, rootCrl.nextUpdateS),
  })
}
