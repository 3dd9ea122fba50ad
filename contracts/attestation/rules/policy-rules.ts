/**
 * A policy's rules as stored, integers little endian: the fixed part, then the four lists (6 and 32 bytes an item)
 * and the allowed advisories joined by commas. Statuses are a bit each, as in `statuses`; `given` has a bit for
 * each list there is; masks and values are of TDATTRIBUTES and XFAM, 8 bytes each; counts one byte a list. Pure.
 */
import { toText } from './bytes.js'

export type PackedRules = Uint8Array

/** Where the fixed part's fields begin: where the one before ends. */
export const statusesAt = 0
export const givenAt = statusesAt + 2
export const minTcbDateAt = givenAt + 1
export const graceAt = minTcbDateAt + 8
export const minEvaluationAt = graceAt + 4
export const maxValidityAt = minEvaluationAt + 4
export const masksAt = maxValidityAt + 4
export const valuesAt = masksAt + 16
export const countsAt = valuesAt + 16
export const listsAt = countsAt + 4

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
