/**
 * A policy's rules as stored, integers little endian: statuses u16 (a bit each, as in `statuses`), lists that are
 * given u8, least TCB date u64, grace u32, least evaluation number u32, longest validity u32, masks[16] of
 * TDATTRIBUTES and XFAM, their values[16], then how many of FMSPCs allowed and denied, machines allowed and
 * denied, u8 each, these lists (6 and 32 bytes an item), and the allowed advisories joined by commas. Pure.
 */
import { toText } from './bytes.js'

export type PackedRules = Uint8Array

export const statusesAt = 0
export const givenAt = 2
export const minTcbDateAt = 3
export const graceAt = 11
export const minEvaluationAt = 15
export const maxValidityAt = 19
export const masksAt = 23
export const valuesAt = 39
export const countsAt = 55
export const listsAt = 59

/** In the order of their counts and of their bits in `given`. */
export const listNames = ['fmspc_allow', 'fmspc_deny', 'machine_allow', 'machine_deny'] as const
export const itemLengths = [6, 6, 32, 32] as const
export const advisoriesBit = 16

/** One of the four lists, by its place among their names. */
export function listAt(
  rules: PackedRules,
  index: number,
): { readonly from: number; readonly count: number; readonly isGiven: boolean } {
  let from: number = listsAt
  for (let i = 0; i < index; i++) from += (rules[countsAt + i] ?? 0) * (itemLengths[i] ?? 0)
  const isGiven = ((rules[givenAt] ?? 0) & (1 << index)) !== 0
  return { from, count: rules[countsAt + index] ?? 0, isGiven }
}

/** Undefined for any. */
export function allowedAdvisories(rules: PackedRules): readonly string[] | undefined {
  if (((rules[givenAt] ?? 0) & advisoriesBit) === 0) return undefined
  const text = toText(rules.subarray(listAt(rules, listNames.length).from))
  return text === '' ? [] : text.split(',')
}
