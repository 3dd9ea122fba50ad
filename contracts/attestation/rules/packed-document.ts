/**
 * TCB info and QE identity as stored: fixed places, so that a judgement reads the few bytes it needs. Integers
 * little endian. Pure.
 *
 * Both begin: issued u32, next update u32, evaluation number u32, tee u8 (1 for TDX), u16 where the text of
 * the advisory ids begins, which goes to the end, ids joined by commas.
 *
 * A standing, 8 bytes: date u32, status u8, u16 where its advisories are listed, u8 how many; the list has one
 * byte an id, its place in the text.
 *
 * TCB info goes on: FMSPC[6], PCEID[2], count of levels u8, of modules u8, look of the module of major version
 * 0 (zeros for SGX), levels, modules, the modules' own levels, lists, text. A look, 64 bytes: MRSIGNERSEAM[48],
 * SEAMATTRIBUTES[8], their mask[8]. A level, 42 bytes, highest first: SGX SVNs[16], TDX SVNs[16] (zeros for
 * SGX), PCESVN u16, standing. A module, 68 bytes: major version u8, count of its levels u8, u16 where they are,
 * look.
 *
 * QE identity goes on: MISCSELECT[4], mask[4], attributes[16], mask[16], MRSIGNER[32], product u16, count of
 * levels u8, levels, lists, text. A level by SVN, 10 bytes, highest first: SVN u16, standing.
 */
import { toText, u16, u32 } from './bytes.js'
import { statuses, type TcbStatus } from './status.js'

/** Where things are; the first two in both documents. */
export const teeAt = 12
export const textStartAt = 13
export const fmspcAt = 15
export const pceIdAt = 21
export const levelCountAt = 23
export const moduleCountAt = 24
export const firstLookAt = 25
export const levelsAt = 89
export const miscSelectAt = 15
export const miscSelectMaskAt = 19
export const attributesAt = 23
export const attributesMaskAt = 39
export const qeMrSignerAt = 55
export const isvProdIdAt = 87
export const svnLevelCountAt = 89
export const svnLevelsAt = 90

export const lookLength = 64
export const levelLength = 42
/** Of a level by SVN and of a platform's level. */
export const svnLevelHead = 2
export const levelHead = 34
export const svnLevelLength = 10
export const moduleLength = 68
export const moduleHead = 4

export type Head = { readonly issuedS: number; readonly nextS: number; readonly evaluation: number }

/** Where both documents have their dates and number. */
export const issuedAt = 0
export const nextUpdateAt = 4
export const evaluationAt = 8

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
  return statuses[packed[standingAt + 4] ?? 0] ?? 'Revoked'
}

export function advisoriesOf(packed: Uint8Array, standingAt: number): readonly string[] {
  const count = packed[standingAt + 7] ?? 0
  if (count === 0) return []
  const all = toText(packed.subarray(u16(packed, textStartAt))).split(',')
  const from = u16(packed, standingAt + 5)
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
    const from = u16(packed, standingAt + 5)
    const end = from + (packed[standingAt + 7] ?? 0)
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
    if (u16(packed, i) <= svn) return i + svnLevelHead
  }
  return undefined
}

/** Where a module of a major version is, 0 excepted. */
export function moduleAt(info: Uint8Array, major: number): number | undefined {
  const from = levelsAt + (info[levelCountAt] ?? 0) * levelLength
  const end = from + (info[moduleCountAt] ?? 0) * moduleLength
  for (let i = from; i < end; i += moduleLength) if (info[i] === major) return i
  return undefined
}
