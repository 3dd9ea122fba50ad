/**
 * A policy's rules as stored, integers little endian: the fixed part, then the five lists (6, 6, 32, 32 and 48 bytes
 * an item) and the allowed advisories joined by commas. Statuses are a bit each, as in `statuses`; `given` has a bit
 * for each list there is, for the advisories and for MIGRATABLE; masks and values are of TDATTRIBUTES and XFAM, 8
 * bytes each; counts one byte a list; `set` is an evaluation number or one of two names. Pure.
 */
import { toText } from './bytes.js'

export type PackedRules = Uint8Array

/** Where the fixed part's fields begin: where the one before ends. */
export const statusesAt = 0
export const givenAt = statusesAt + 2
export const minTcbDateAt = givenAt + 1
export const graceAt = minTcbDateAt + 8
export const minEvaluationAt = graceAt + 4
export const setAt = minEvaluationAt + 4
export const maxValidityAt = setAt + 4
export const perMachineAt = maxValidityAt + 4
export const masksAt = perMachineAt + 1
export const valuesAt = masksAt + 16
export const countsAt = valuesAt + 16
export const listsAt = countsAt + 5

/** `set` for Intel's standard and early updates; anything else is a number. */
export const standardSet = 0xffff_fffe
export const earlySet = 0xffff_ffff

/** In the order of their counts and of their bits in `given`. */
export const listNames = [
  'fmspc_allow',
  'fmspc_deny',
  'machine_allow',
  'machine_deny',
  'service_tds',
] as const
export const itemLengths = [6, 6, 32, 32, 48] as const
export const serviceTds = 4
export const advisoriesBit = 32
export const migratableBit = 64

/** One of the five lists, by its place among their names. */
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
