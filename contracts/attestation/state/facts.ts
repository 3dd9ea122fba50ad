/**
 * What the evidence said of platform and TD, as one byte string of fixed places: a worker can be judged again
 * without its evidence, and by reading only what is asked for.
 */
import { bytesCopy } from '@research-hub/compiler/host'
import { isSame, putU16, putU32, u16 } from '../rules/bytes.js'
import type { Svns } from '../rules/platform-level.js'
import type { Quote } from '../rules/quote.js'
import { isvSvnInReport } from '../rules/quote-checks.js'
import {
  mrServiceTdAt as mrServiceTdInReport,
  tdAttributesAt,
  teeTcbSvn2At as teeTcbSvn2InReport,
  teeTcbSvnAt as teeTcbSvnInReport,
} from '../rules/td-report.js'

export type Ca = 'platform' | 'processor'

/** What a PCK certificate says. */
export type PckFacts = {
  readonly ca: Ca
  /** SHA-256 of the key that signed it. */
  readonly issuerKeyHash: Uint8Array
  /** SHA-256 of the certificate. */
  readonly leafHash: Uint8Array
  readonly machineId: Uint8Array
  /** 20 bytes. */
  readonly serial: Uint8Array
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  readonly sgxSvns: Uint8Array
  readonly pceSvn: number
  readonly notAfterS: number
}

/** Where each part begins: where the one before ends. */
const flagsAt = 0
const issuerKeyHashAt = flagsAt + 1
export const leafHashAt = issuerKeyHashAt + 32
const machineIdAt = leafHashAt + 32
const serialAt = machineIdAt + 32
const fmspcAt = serialAt + 20
const pceIdAt = fmspcAt + 6
const sgxSvnsAt = pceIdAt + 2
const pceSvnAt = sgxSvnsAt + 16
/** End of the PCK certificate. */
export const notAfterAt = pceSvnAt + 2
export const qeHashAt = notAfterAt + 4
const qeIsvSvnAt = qeHashAt + 32
const teeTcbSvnAt = qeIsvSvnAt + 2
const teeTcbSvn2At = teeTcbSvnAt + 16
const bitsAt = teeTcbSvn2At + 16
const measurementIdAt = bitsAt + 16
export const quoteHashAt = measurementIdAt + 32
const mrServiceTdAt = quoteHashAt + 32
export const factsLength = mrServiceTdAt + 48

const processorFlag = 1
const td15Flag = 2
const noSvns = new Uint8Array(16)

export type Facts = Uint8Array

export function issuerKeyHashOf(facts: Facts): Uint8Array {
  return facts.subarray(issuerKeyHashAt, leafHashAt)
}

export function machineIdOf(facts: Facts): Uint8Array {
  return facts.subarray(machineIdAt, serialAt)
}

/** The certificate's serial number. */
export function serialOf(facts: Facts): Uint8Array {
  return facts.subarray(serialAt, fmspcAt)
}

export function fmspcOf(facts: Facts): Uint8Array {
  return facts.subarray(fmspcAt, pceIdAt)
}

/** TDATTRIBUTES and XFAM. */
export function bitsOf(facts: Facts): Uint8Array {
  return facts.subarray(bitsAt, measurementIdAt)
}

export function measurementIdOf(facts: Facts): Uint8Array {
  return facts.subarray(measurementIdAt, quoteHashAt)
}

export function quoteHashOf(facts: Facts): Uint8Array {
  return facts.subarray(quoteHashAt, mrServiceTdAt)
}

/** Zeros for none. */
export function mrServiceTdOf(facts: Facts): Uint8Array {
  return facts.subarray(mrServiceTdAt, factsLength)
}

/** Whether two quotes say the same of platform and TD, whatever the enclave and the time of the quote. */
export function areAlike(facts: Facts, other: Facts): boolean {
  return (
    isSame(facts, 0, other, 0, qeHashAt) &&
    isSame(facts, qeIsvSvnAt, other, qeIsvSvnAt, quoteHashAt - qeIsvSvnAt) &&
    isSame(facts, mrServiceTdAt, other, mrServiceTdAt, 48)
  )
}

/** The kind of CA that signed the certificate. */
export function caOf(facts: Facts): Ca {
  return ((facts[flagsAt] ?? 0) & processorFlag) === 0 ? 'platform' : 'processor'
}

export function svnsOf(facts: Facts): Svns {
  return {
    fmspc: fmspcOf(facts),
    pceId: facts.subarray(pceIdAt, sgxSvnsAt),
    sgxSvns: facts.subarray(sgxSvnsAt, pceSvnAt),
    pceSvn: u16(facts, pceSvnAt),
    teeTcbSvn: facts.subarray(teeTcbSvnAt, teeTcbSvn2At),
    teeTcbSvn2:
      ((facts[flagsAt] ?? 0) & td15Flag) === 0 ? undefined : facts.subarray(teeTcbSvn2At, bitsAt),
    qeIsvSvn: u16(facts, qeIsvSvnAt),
  }
}

/** A certificate's part, the quote's still empty. */
export function pckFacts(pck: PckFacts): Facts {
  const bytes = new Uint8Array(factsLength)
  bytes[flagsAt] = pck.ca === 'processor' ? processorFlag : 0
  bytes.set(pck.issuerKeyHash, issuerKeyHashAt)
  bytes.set(pck.leafHash, leafHashAt)
  bytes.set(pck.machineId, machineIdAt)
  bytes.set(pck.serial, serialAt)
  bytes.set(pck.fmspc, fmspcAt)
  bytes.set(pck.pceId, pceIdAt)
  bytes.set(pck.sgxSvns, sgxSvnsAt)
  putU16(bytes, pceSvnAt, pck.pceSvn)
  putU32(bytes, notAfterAt, pck.notAfterS)
  return bytes
}

/**
 * The same certificate with a quote's part. `qeHash` is of what vouches for the attestation key: it is checked once
 * for all; `quoteHash` of what that key signed.
 */
export function withTd(
  pck: Facts,
  { qeReport, body, isTd15 }: Quote,
  qeHash: Uint8Array,
  measurementId: Uint8Array,
  quoteHash: Uint8Array,
): Facts {
  const facts = pck.slice()
  facts[flagsAt] = ((facts[flagsAt] ?? 0) & processorFlag) + (isTd15 ? td15Flag : 0)
  facts.set(qeHash, qeHashAt)
  bytesCopy(facts, qeIsvSvnAt, qeReport, isvSvnInReport, 2)
  bytesCopy(facts, teeTcbSvnAt, body, teeTcbSvnInReport, 16)
  if (isTd15) bytesCopy(facts, teeTcbSvn2At, body, teeTcbSvn2InReport, 16)
  else facts.set(noSvns, teeTcbSvn2At)
  bytesCopy(facts, bitsAt, body, tdAttributesAt, 16)
  facts.set(measurementId, measurementIdAt)
  facts.set(quoteHash, quoteHashAt)
  if (isTd15) bytesCopy(facts, mrServiceTdAt, body, mrServiceTdInReport, 48)
  else facts.fill(0, mrServiceTdAt)
  return facts
}
