/** What a policy asks, applied to a worker's facts. Pure. */
import { matchesMasked, toHex } from './bytes.js'
import type { Appraisal } from './platform-level.js'
import { reject } from './reject.js'
import type { TcbStatus } from './status.js'

/** As in the interface; kept as the JSON it came in. */
export type Rules = {
  readonly accepted_statuses: readonly TcbStatus[]
  readonly allowed_advisories?: readonly string[]
  readonly min_tcb_date_s: string
  readonly tcb_grace_s: number
  readonly min_evaluation_number: number
  readonly fmspc_allow?: readonly string[]
  readonly fmspc_deny?: readonly string[]
  readonly machine_allow?: readonly string[]
  readonly machine_deny?: readonly string[]
  readonly td_attributes_mask: string
  readonly td_attributes_value: string
  readonly xfam_mask: string
  readonly xfam_value: string
  readonly max_validity_s: number
}

export type PlatformFacts = {
  readonly fmspc: Uint8Array
  readonly machineId: Uint8Array
  readonly tdAttributes: Uint8Array
  readonly xfam: Uint8Array
}

type Decode = (hex: string) => Uint8Array

export function checkPlatform(rules: Rules, facts: PlatformFacts): void {
  const fmspc = toHex(facts.fmspc)
  if (!isListed(rules.fmspc_allow, rules.fmspc_deny, fmspc)) reject('POLICY_FMSPC', fmspc)
  if (rules.machine_allow === undefined && rules.machine_deny === undefined) return
  const machine = toHex(facts.machineId)
  if (!isListed(rules.machine_allow, rules.machine_deny, machine)) reject('POLICY_MACHINE', machine)
}

export function checkTdBits(rules: Rules, facts: PlatformFacts, decode: Decode): void {
  const { td_attributes_mask, td_attributes_value, xfam_mask, xfam_value } = rules
  const { tdAttributes, xfam } = facts
  if (!matchesMasked(tdAttributes, decode(td_attributes_mask), decode(td_attributes_value))) {
    reject('POLICY_ATTRIBUTES', `TDATTRIBUTES ${toHex(tdAttributes)}`)
  }
  if (!matchesMasked(xfam, decode(xfam_mask), decode(xfam_value))) {
    reject('POLICY_XFAM', `XFAM ${toHex(xfam)}`)
  }
}

/** Status, advisories, dates and evaluation number. */
export function checkTcb(rules: Rules, appraisal: Appraisal): void {
  const { status, advisories, tcbDateS, evaluation } = appraisal
  if (status === 'Revoked') reject('TCB_REVOKED', 'the TCB is revoked')
  if (rules.accepted_statuses.indexOf(status) < 0) {
    reject('POLICY_STATUS', `${status} ${advisories.join(' ')}`)
  }
  const allowed = rules.allowed_advisories
  if (allowed !== undefined && status !== 'UpToDate') {
    const other = advisories.find((id) => allowed.indexOf(id) < 0)
    if (other !== undefined) reject('POLICY_ADVISORY', other)
  }
  if (BigInt(tcbDateS) < BigInt(rules.min_tcb_date_s)) {
    reject('POLICY_TCB_DATE', `${tcbDateS} is before ${rules.min_tcb_date_s}`)
  }
  if (evaluation < rules.min_evaluation_number) {
    reject('POLICY_EVALUATION', `${evaluation} is below ${rules.min_evaluation_number}`)
  }
}

function isListed(
  allow: readonly string[] | undefined,
  deny: readonly string[] | undefined,
  value: string,
): boolean {
  if (deny !== undefined && deny.indexOf(value) >= 0) return false
  return allow === undefined || allow.indexOf(value) >= 0
}
