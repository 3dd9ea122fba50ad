/**
 * The certificates between the root and everything else, and the root CRL's dates, in one record: all
 * of it is needed for every judgement. Each part names who pays for it.
 */
import {
  recordPack,
  recordUnpack,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { joinBytes } from '../../common/bytes.js'
import { grownBytes } from '../../common/records.js'
import { addCharge, addSurplus } from '../paid.js'

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

const key = 'c:'
const certificateLayout = 'shhhhh44'
const windowLayout = 's44'
const rootCrlBit = 8
/** Length of a certificate without its payer; the record's own bytes are shared out with it. */
const certificateBytes = 1 + 5 * 32 + 8 + 44
const windowBytes = 1 + 8 + 44

export function loadChain(): Chain {
  const bytes = storageRead(key)
  const flags = bytes?.[0] ?? 0
  const layout = roles
    .map((_role, i): string => ((flags & (1 << i)) === 0 ? '' : certificateLayout))
    .concat((flags & rootCrlBit) === 0 ? '' : windowLayout)
    .join('')
  const fields = bytes === undefined ? [] : recordUnpack(layout, bytes.subarray(1))
  let at = 0
  const certificate = (bit: number): StoredCertificate | undefined => {
    if ((flags & bit) === 0) return undefined
    const [payerId, x, y, keyHash, subjectHash, serial, notBeforeS, notAfterS] = fields.slice(
      at,
      at + 8,
    ) as [string, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, number, number]
    at += 8
    const common = { payerId, keyHash, subjectHash, notBeforeS, notAfterS }
    return { ...common, key: joinBytes([x, y]), serial: serial.slice(0, 20) }
  }
  const platform = certificate(1)
  const processor = certificate(2)
  const signer = certificate(4)
  const [payerId, thisUpdateS, nextUpdateS] = fields.slice(at) as [string, number, number]
  const rootCrl = (flags & rootCrlBit) === 0 ? undefined : { payerId, thisUpdateS, nextUpdateS }
  return { platform, processor, signer, rootCrl }
}

/** Writes the changed record and charges the difference, part by part. */
export function saveChain(before: Chain, after: Chain): void {
  let flags = 0
  let layout = ''
  const fields: (string | number | Uint8Array)[] = []
  let chargedBytes = 0n
  const charge = (payerId: string, bytes: number): void => {
    chargedBytes += BigInt(bytes)
    addCharge(payerId, BigInt(bytes))
  }
  roles.forEach((role, i) => {
    const old = before[role]
    if (old !== undefined) charge(old.payerId, -certificateBytes - old.payerId.length)
    const part = after[role]
    if (part === undefined) return
    charge(part.payerId, certificateBytes + part.payerId.length)
    flags |= 1 << i
    layout += certificateLayout
    const serial = new Uint8Array(32)
    serial.set(part.serial)
    fields.push(part.payerId, part.key.slice(0, 32), part.key.slice(32, 64))
    fields.push(part.keyHash, part.subjectHash, serial, part.notBeforeS, part.notAfterS)
  })
  const oldCrl = before.rootCrl
  if (oldCrl !== undefined) charge(oldCrl.payerId, -windowBytes - oldCrl.payerId.length)
  const crl = after.rootCrl
  if (crl !== undefined) {
    charge(crl.payerId, windowBytes + crl.payerId.length)
    flags |= rootCrlBit
    layout += windowLayout
    fields.push(crl.payerId, crl.thisUpdateS, crl.nextUpdateS)
  }
  const usedBytes = grownBytes(() => {
    if (flags === 0) storageRemove(key)
    else storageWrite(key, joinBytes([Uint8Array.of(flags), recordPack(layout, fields)]))
  })
  addSurplus(chargedBytes - usedBytes)
}
