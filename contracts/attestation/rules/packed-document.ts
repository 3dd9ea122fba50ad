/**
 * TCB info and QE identity as stored: fixed places, so that a judgement reads the few bytes it needs. Integers
 * little endian. Behind the fixed part come the levels, highest first, then in TCB info the modules and their
 * own levels, then lists of advisories, one byte an id, its place in the text; then the text, to the end: the
 * ids joined by commas. Counts are of the part's own items, starts are places in the document; tee is 1 for
 * TDX; what a document for SGX lacks is zeros; `firstLook` is of the module of major version 0. Pure.
 */
import { toText, u16, u32 } from './bytes.js'
import { statuses, type TcbStatus } from './status.js'

/** What both documents begin with. Everything begins where the one before it ends. */
export const issuedAt = 0
export const nextUpdateAt = issuedAt + 4
export const evaluationAt = nextUpdateAt + 4
export const teeAt = evaluationAt + 4
export const textStartAt = teeAt + 1
const headEnd = textStartAt + 2

/** Date, status, where its advisories are listed, and how many. */
const dateInStanding = 0
export const statusInStanding = dateInStanding + 4
export const listStartInStanding = statusInStanding + 1
export const listedInStanding = listStartInStanding + 2
const standingLength = listedInStanding + 1

/** A level by SVN. */
const svnInSvnLevel = 0
export const standingInSvnLevel = svnInSvnLevel + 2
export const svnLevelLength = standingInSvnLevel + standingLength

/** A platform's level, sixteen SVNs each of SGX and TDX. */
const sgxSvnsInLevel = 0
export const tdxSvnsInLevel = sgxSvnsInLevel + 16
export const pceSvnInLevel = tdxSvnsInLevel + 16
export const standingInLevel = pceSvnInLevel + 2
export const levelLength = standingInLevel + standingLength

/** What a module looks like: MRSIGNERSEAM, SEAMATTRIBUTES and their mask. */
const mrSignerInLook = 0
export const attributesInLook = mrSignerInLook + 48
export const maskInLook = attributesInLook + 8
const lookLength = maskInLook + 8

/** A module: major version, how many levels, where they are. */
const majorInModule = 0
export const levelCountInModule = majorInModule + 1
export const levelsStartInModule = levelCountInModule + 1
export const lookInModule = levelsStartInModule + 2
export const moduleLength = lookInModule + lookLength

/** TCB info goes on, up to its levels. */
export const fmspcAt = headEnd
export const pceIdAt = fmspcAt + 6
export const levelCountAt = pceIdAt + 2
export const moduleCountAt = levelCountAt + 1
export const firstLookAt = moduleCountAt + 1
export const levelsAt = firstLookAt + lookLength

/** QE identity goes on, up to its levels. */
export const miscSelectAt = headEnd
export const miscSelectMaskAt = miscSelectAt + 4
export const attributesAt = miscSelectMaskAt + 4
export const attributesMaskAt = attributesAt + 16
export const qeMrSignerAt = attributesMaskAt + 16
export const isvProdIdAt = qeMrSignerAt + 32
export const svnLevelCountAt = isvProdIdAt + 2
export const svnLevelsAt = svnLevelCountAt + 1

export type Head = { readonly issuedS: number; readonly nextS: number; readonly evaluation: number }

export function headOf(packed: Uint8Array): Head {
  return {
    issuedS: u32(packed, issuedAt),
    nextS: u32(packed, nextUpdateAt),
    evaluation: u32(packed, evaluationAt),
  }
}

export function isTdx(packed: Uint8Array): boolean {
  return packed[teeAt] === 1
}

export function dateOf(packed: Uint8Array, standingAt: number): number {
  return u32(packed, standingAt)
}

export function statusOf(packed: Uint8Array, standingAt: number): TcbStatus {
  return statuses[packed[standingAt + statusInStanding] ?? 0] ?? 'Revoked'
}

export function advisoriesOf(packed: Uint8Array, standingAt: number): readonly string[] {
  const count = packed[standingAt + listedInStanding] ?? 0
  if (count === 0) return []
  const all = toText(packed.subarray(u16(packed, textStartAt))).split(',')
  const from = u16(packed, standingAt + listStartInStanding)
  const found: string[] = []
  for (let i = from; i < from + count; i++) found.push(all[packed[i] ?? 0] ?? '?')
  return found
}

/**
 * The first advisory of some standings that is not among those allowed. Both mostly have one order, so the next
 * one is tried before the list is searched.
 */
export function advisoryOutside(
  packed: Uint8Array,
  standings: readonly number[],
  allowed: readonly string[],
): string | undefined {
  const all = toText(packed.subarray(u16(packed, textStartAt))).split(',')
  const seen = new Uint8Array(256)
  let next = 0
  for (const standingAt of standings) {
    const from = u16(packed, standingAt + listStartInStanding)
    const end = from + (packed[standingAt + listedInStanding] ?? 0)
    for (let i = from; i < end; i++) {
      const place = packed[i] ?? 0
      if (seen[place] === 1) continue
      seen[place] = 1
      const id = all[place] ?? '?'
      if (allowed[next] === id) next++
      else {
        next = allowed.indexOf(id) + 1
        if (next === 0) return id
      }
    }
  }
  return undefined
}

/** Where the standing is of the first level not above the SVN; undefined when all are. */
export function svnStanding(
  packed: Uint8Array,
  from: number,
  count: number,
  svn: number,
): number | undefined {
  for (let i = from; i < from + count * svnLevelLength; i += svnLevelLength) {
    if (u16(packed, i) <= svn) return i + standingInSvnLevel
  }
  return undefined
}

/** Where a module of a major version is, 0 excepted. */
export function moduleAt(info: Uint8Array, major: number): number | undefined {
  const from = levelsAt + (info[levelCountAt] ?? 0) * levelLength
  const end = from + (info[moduleCountAt] ?? 0) * moduleLength
  for (let i = from; i < end; i += moduleLength) {
    if (info[i] === major) return i
  }
  return undefined
}
