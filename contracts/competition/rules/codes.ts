/** Names as records keep them: numbers. Pure. */
import type { Admission, EntryStatus } from '../interface.js'

export const statusCode = {
  applied: 0,
  admitted: 1,
  committed: 2,
  revealed: 3,
  unscored: 4,
  duplicate: 5,
  below_baseline: 6,
  ranked: 7,
  withdrawn: 8,
} as const satisfies Readonly<Record<EntryStatus, number>>

export type StatusCode = (typeof statusCode)[EntryStatus]

const statuses = Object.keys(statusCode) as readonly EntryStatus[]

export function statusName(code: number): EntryStatus {
  return statuses[code] ?? 'applied'
}

/** Whether an entry of that status has shown its artefact. */
export function isShown(code: StatusCode): boolean {
  return code >= statusCode.revealed && code !== statusCode.withdrawn
}

export const admissionCode = {
  open: 0,
  list: 1,
  seat: 2,
} as const satisfies Readonly<Record<Admission, number>>

export type AdmissionCode = (typeof admissionCode)[Admission]

/** How a competition was called off, if it was; `undecided` is void after evaluation, for which silence is slashed. */
export const endCode = { none: 0, cancelled: 1, void: 2, undecided: 3 } as const

export type EndCode = (typeof endCode)[keyof typeof endCode]

/** Bits of an entry's flags. */
export const entryFlag = { paid: 0, creditsSent: 1, registered: 2 } as const
