/** What Intel's signed JSON documents share. Pure. */
import { Malformed } from './reject.js'
import { type Level, statuses, type TcbStatus } from './status.js'
import { isoTimeS } from './time.js'

export type Dates = { readonly issuedS: number; readonly nextS: number }

/** A level by one security version number: of a TDX module or a quoting enclave. */
export type SvnLevel = Level & { readonly isvSvn: number }

export type Json = Readonly<Record<string, unknown>>

export const maxLevels = 64
const maxAdvisories = 64
const maxAdvisoryLength = 32

/**
 * Parses a signed document. Intel writes without white space and escapes, so a text that would be
 * written differently holds a member twice or something stranger, and is refused.
 */
export function parseDocument(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (_error) {
    throw new Malformed('not JSON')
  }
  if (JSON.stringify(value) !== text) throw new Malformed('not in the form Intel writes')
  return object(value, 'document')
}

export function object(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(name)
  return value as Json
}

export function items(value: unknown, name: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > limit) throw new Malformed(name)
  return value
}

export function whole(value: unknown, name: string, max: number): number {
  if (typeof value !== 'number' || value !== Math.floor(value) || value < 0 || value > max) {
    throw new Malformed(name)
  }
  return value
}

export function bytesOf(value: Uint8Array | undefined, name: string): Uint8Array {
  if (value === undefined) throw new Malformed(name)
  return value
}

export function datesOf(document: Json): Dates {
  const dates = { issuedS: isoTimeS(document.issueDate), nextS: isoTimeS(document.nextUpdate) }
  if (dates.nextS <= dates.issuedS) throw new Malformed('dates')
  return dates
}

export function evaluationOf(document: Json): number {
  return whole(document.tcbEvaluationDataNumber, 'tcbEvaluationDataNumber', 0x7fffffff)
}

/** Status, date and advisories of one level. */
export function levelOf(level: Json): Level {
  return {
    status: statusOf(level.tcbStatus),
    dateS: isoTimeS(level.tcbDate),
    advisories: advisoriesOf(level.advisoryIDs),
  }
}

/** Levels by isvsvn, highest first. */
export function svnLevelsOf(value: unknown, maxSvn: number): readonly SvnLevel[] {
  return items(value, 'tcbLevels', maxLevels)
    .map((item): SvnLevel => {
      const level = object(item, 'tcbLevels')
      const isvSvn = whole(object(level.tcb, 'tcb').isvsvn, 'isvsvn', maxSvn)
      return { isvSvn, ...levelOf(level) }
    })
    .sort((a, b) => b.isvSvn - a.isvSvn)
}

function statusOf(value: unknown): TcbStatus {
  const status = statuses[statuses.indexOf(value as TcbStatus)]
  // A document never assigns the relaunch statuses; they come from comparing two SVNs.
  if (
    status === undefined ||
    status === 'TDRelaunchAdvised' ||
    status === 'TDRelaunchAdvisedConfigurationNeeded'
  ) {
    throw new Malformed('tcbStatus')
  }
  return status
}

function advisoriesOf(value: unknown): readonly string[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > maxAdvisories) throw new Malformed('advisoryIDs')
  for (let i = 0; i < value.length; i++) {
    const id: unknown = value[i]
    if (typeof id !== 'string' || id.length === 0 || id.length > maxAdvisoryLength) {
      throw new Malformed('advisoryIDs')
    }
  }
  // Ids are kept joined by commas.
  if (value.length > 0 && value.join().split(',').length !== value.length) {
    throw new Malformed('advisoryIDs')
  }
  return value
}
