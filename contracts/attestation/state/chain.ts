/**
 * The certificates between the root and everything else, and the root CRL's dates, in one record: all
 * of it is needed for every judgement. Each part names who pays for it.
 */
import { storageRead, storageRemove, storageWrite, utf8Decode } from '@research-hub/compiler/host'
import { pack } from '../../common/state/record.js'
import { grownBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii, u32 } from '../rules/bytes.js'
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
 * The record as it lies: a flag byte a part; from when and until when everything between the root and platform
 * certificates holds, and processor ones, u32 seconds each, zeros while a part is missing; the parts there are;
 * then their payers, each with its length in front.
 */
export type ChainRecord = Uint8Array

const key = 'c:'
const windowsAt = 1
const partsAt = 17
const certificateLength = 156
const keyHashInCertificate = 64
const windowLength = 8
const rootCrlBit = 8
/** What a part pays for beside its own and its payer's bytes: the record's are shared out. */
const shareBytes = 1 + 44

export function loadChainRecord(): ChainRecord {
  return storageRead(key) ?? noRecord
}

const noRecord: ChainRecord = new Uint8Array(partsAt)

/** Until when all of it holds, if it holds at `nowS`. */
export function chainUntilS(record: ChainRecord, ca: Ca, nowS: number): number | undefined {
  const at = ca === 'platform' ? windowsAt : windowsAt + 8
  const untilS = u32(record, at + 4)
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
  let payerAt = partsAt + (flags >= rootCrlBit ? windowLength : 0)
  for (let bit = 1; bit < rootCrlBit; bit *= 2)
    if ((flags & bit) !== 0) payerAt += certificateLength
  const nextPayer = (): string => {
    const from = payerAt + 1
    payerAt = from + (record[payerAt] ?? 0)
    return utf8Decode(record.subarray(from, payerAt))
  }
  const certificate = (bit: number): StoredCertificate | undefined => {
    if ((flags & bit) === 0) return undefined
    const from = at
    at += certificateLength
    return {
      payerId: nextPayer(),
      key: record.subarray(from, from + 64),
      keyHash: record.subarray(from + 64, from + 96),
      subjectHash: record.subarray(from + 96, from + 128),
      serial: record.subarray(from + 128, from + 148),
      notBeforeS: u32(record, from + 148),
      notAfterS: u32(record, from + 152),
    }
  }
  const platform = certificate(1)
  const processor = certificate(2)
  const signer = certificate(4)
  const rootCrl =
    flags < rootCrlBit
      ? undefined
      : {
          payerId: nextPayer(),
          thisUpdateS: u32(record, at),
          nextUpdateS: u32(record, at + 4),
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
  const add = (bit: number, payerId: string, ...body: readonly Uint8Array[]): void => {
    flags |= bit
    bodies.push(...body)
    payers.push(Uint8Array.of(payerId.length), fromAscii(payerId))
    charge(payerId, bit === rootCrlBit ? windowLength : certificateLength, 1)
  }
  roles.forEach((role, i) => {
    const old = before[role]
    if (old !== undefined) charge(old.payerId, certificateLength, -1)
    const part = after[role]
    if (part === undefined) return
    const { payerId, key, keyHash, subjectHash, serial, notBeforeS, notAfterS } = part
    const dates = pack('44', [notBeforeS, notAfterS])
    add(1 << i, payerId, key, keyHash, subjectHash, serial, dates)
  })
  const { rootCrl } = after
  if (before.rootCrl !== undefined) charge(before.rootCrl.payerId, windowLength, -1)
  if (rootCrl !== undefined) {
    const dates = pack('44', [rootCrl.thisUpdateS, rootCrl.nextUpdateS])
    add(rootCrlBit, rootCrl.payerId, dates)
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
    return pack('44', [0, 0])
  const fromS = Math.max(issuer.notBeforeS, signer.notBeforeS, rootCrl.thisUpdateS)
  const untilS = Math.min(issuer.notAfterS, signer.notAfterS, rootCrl.nextUpdateS)
  return pack('44', [fromS, untilS])
}
