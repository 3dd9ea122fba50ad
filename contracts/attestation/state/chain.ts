/**
 * The certificates between the root and everything else, and the root CRL's dates, in one record: all
 * of it is needed for every judgement. Each part names who pays for it.
 */
import { storageRead, storageRemove, storageWrite, utf8Decode } from '@research-hub/compiler/host'
import { grownBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii, putU32, u32 } from '../rules/bytes.js'
import type { Ca } from './facts.js'
import { addCharge, addSurplus } from './paid.js'

/** Roles in the order of their bits. */
export const roles = ['platform', 'processor', 'signer'] as const

export type Role = (typeof roles)[number]

export type StoredCertificate = {
  readonly payerId: string
  /** x and y. */
  readonly key: Uint8Array
  readonly keyHash: Uint8Array
  /** SHA-256 of the subject's DER. */
  readonly subjectHash: Uint8Array
  /** 20 bytes. */
  readonly serial: Uint8Array
  readonly notBeforeS: number
  readonly notAfterS: number
}

export type Window = {
  readonly payerId: string
  readonly thisUpdateS: number
  readonly nextUpdateS: number
}

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
/** Where things begin: where the one before ends. */
const untilInWindow = 4
const windowLength = untilInWindow + 4
const platformWindowAt = 1
const processorWindowAt = platformWindowAt + windowLength
const partsAt = processorWindowAt + windowLength

const keyHashInCertificate = 64
const subjectHashInCertificate = keyHashInCertificate + 32
const serialInCertificate = subjectHashInCertificate + 32
const notBeforeInCertificate = serialInCertificate + 20
const notAfterInCertificate = notBeforeInCertificate + 4
const certificateLength = notAfterInCertificate + 4

const rootCrlBit = 8
/** What a part pays for beside its own and its payer's bytes: the record's are shared out. */
const shareBytes = 1 + 44

export function loadChainRecord(): ChainRecord {
  return storageRead(key) ?? noRecord
}

const noRecord: ChainRecord = new Uint8Array(partsAt)

/** Until when all of it holds, if it holds at `nowS`. */
export function chainUntilS(record: ChainRecord, ca: Ca, nowS: number): number | undefined {
  const at = ca === 'platform' ? platformWindowAt : processorWindowAt
  const untilS = u32(record, at + untilInWindow)
  return nowS >= u32(record, at) && nowS <= untilS ? untilS : undefined
}

/** Where the hash of a certificate's key is; the certificate must be there. */
export function keyHashAt(record: ChainRecord, role: Role): number {
  const before = (record[0] ?? 0) & (role === 'platform' ? 0 : role === 'processor' ? 1 : 3)
  const count = before === 3 ? 2 : before === 0 ? 0 : 1
  return partsAt + count * certificateLength + keyHashInCertificate
}

export function loadChain(): Chain {
  return parseChain(loadChainRecord())
}

export function parseChain(record: ChainRecord): Chain {
  const flags = record[0] ?? 0
  let at = partsAt
  let payerAt = at + (flags >= rootCrlBit ? windowLength : 0)
  for (let bit = 1; bit < rootCrlBit; bit *= 2)
    if ((flags & bit) !== 0) payerAt += certificateLength
  const nextPayer = (): string => {
    const from = payerAt + 1
    payerAt = from + (record[payerAt] ?? 0)
    return utf8Decode(record.subarray(from, payerAt))
  }
  const nextCertificate = (bit: number): StoredCertificate | undefined => {
    if ((flags & bit) === 0) return undefined
    const found = parseCertificate(record.subarray(at, at + certificateLength), nextPayer())
    at += certificateLength
    return found
  }
  const platform = nextCertificate(1)
  const processor = nextCertificate(2)
  const signer = nextCertificate(4)
  const rootCrl =
    flags < rootCrlBit
      ? undefined
      : {
          payerId: nextPayer(),
          thisUpdateS: u32(record, at),
          nextUpdateS: u32(record, at + untilInWindow),
        }
  return { platform, processor, signer, rootCrl }
}

function parseCertificate(bytes: Uint8Array, payerId: string): StoredCertificate {
  return {
    payerId,
    key: bytes.subarray(0, keyHashInCertificate),
    keyHash: bytes.subarray(keyHashInCertificate, subjectHashInCertificate),
    subjectHash: bytes.subarray(subjectHashInCertificate, serialInCertificate),
    serial: bytes.subarray(serialInCertificate, notBeforeInCertificate),
    notBeforeS: u32(bytes, notBeforeInCertificate),
    notAfterS: u32(bytes, notAfterInCertificate),
  }
}

function certificateBytes(stored: StoredCertificate): Uint8Array {
  const bytes = new Uint8Array(certificateLength)
  bytes.set(stored.key)
  bytes.set(stored.keyHash, keyHashInCertificate)
  bytes.set(stored.subjectHash, subjectHashInCertificate)
  bytes.set(stored.serial, serialInCertificate)
  putU32(bytes, notBeforeInCertificate, stored.notBeforeS)
  putU32(bytes, notAfterInCertificate, stored.notAfterS)
  return bytes
}

function windowBytes(fromS: number, untilS: number): Uint8Array {
  const bytes = new Uint8Array(windowLength)
  putU32(bytes, 0, fromS)
  putU32(bytes, untilInWindow, untilS)
  return bytes
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
    if (part !== undefined) add(1 << i, part.payerId, certificateBytes(part))
  })
  const { rootCrl } = after
  if (before.rootCrl !== undefined) charge(before.rootCrl.payerId, windowLength, -1)
  if (rootCrl !== undefined) {
    add(rootCrlBit, rootCrl.payerId, windowBytes(rootCrl.thisUpdateS, rootCrl.nextUpdateS))
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
    return windowBytes(0, 0)
  const fromS = Math.max(issuer.notBeforeS, signer.notBeforeS, rootCrl.thisUpdateS)
  const untilS = Math.min(issuer.notAfterS, signer.notAfterS, rootCrl.nextUpdateS)
  return windowBytes(fromS, untilS)
}
