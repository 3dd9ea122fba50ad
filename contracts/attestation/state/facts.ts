/**
 * What the evidence said of platform and TD, as one byte string of fixed places: a worker can be judged again
 * without its evidence, and by reading only what is asked for.
 */
import { bytesCopy } from '@research-hub/compiler/host'
import { u16 } from '../rules/bytes.js'
import type { Svns } from '../rules/platform-level.js'
import type { Quote } from '../rules/quote.js'
import { isvSvnInReport } from '../rules/quote-checks.js'
import { attributesInReport, teeTcbSvn2InReport, teeTcbSvnInReport } from '../rules/td-report.js'

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

export const flagsAt = 0
export const issuerKeyHashAt = 1
export const leafHashAt = 33
export const machineIdAt = 65
export const serialAt = 97
export const fmspcAt = 117
export const pceIdAt = 123
const sgxSvnsAt = 125
const pceSvnAt = 141
/** End of the PCK certificate. */
export const notAfterAt = 143
export const qeHashAt = 147
const qeIsvSvnAt = 179
const teeTcbSvnAt = 181
const teeTcbSvn2At = 197
export const bitsAt = 213
export const measurementIdAt = 229
export const quoteHashAt = 261
export const factsLength = 293

export const processorFlag = 1
const td15Flag = 2
const noSvns = new Uint8Array(16)

export type Facts = Uint8Array

export function svnsOf(facts: Facts): Svns {
  return {
    fmspc: facts.subarray(fmspcAt, pceIdAt),
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
  bytes[pceSvnAt] = pck.pceSvn
  bytes[pceSvnAt + 1] = pck.pceSvn >>> 8
  for (let i = 0; i < 4; i++) bytes[notAfterAt + i] = pck.notAfterS >>> (8 * i)
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
  bytesCopy(facts, bitsAt, body, attributesInReport, 16)
  facts.set(measurementId, measurementIdAt)
  facts.set(quoteHash, quoteHashAt)
  return facts
}
