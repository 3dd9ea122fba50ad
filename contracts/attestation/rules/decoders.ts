/** Decoders of the attestation contract's own argument types. */
import { hexDecode, type RawArgs, utf8Encode } from '@research-hub/compiler/host'
import {
  boolean,
  type Decoder,
  decodeArgs,
  hex,
  integer,
  list,
  oneOf,
  optional,
  text,
  u64,
} from '../../common/wire/decode.js'
import { fail } from '../../common/wire/fail.js'
import type { ProposePolicyArgs } from '../interface.js'
import {
  maxGraceS,
  maxListed,
  maxPerMachine,
  maxServiceTds,
  maxValidityS,
  minValidityS,
} from '../limits.js'
import { isPolicyId } from './evidence.js'
import { packRules } from './pack-policy.js'
import type { PackedRules } from './policy-rules.js'
import { statuses } from './status.js'

export const policyId: Decoder<string> = (value, name) => {
  const id = text(32)(value, name)
  return isPolicyId(id) ? id : fail('ERR_ARGS', name, 'not a policy id')
}

/** Names a measurement of a policy. */
export const measurementKey = { policy_id: policyId, measurement_id: hex(32) } as const

/** Printable ASCII, so that length and bytes agree. */
export function ascii(limit: number): Decoder<string> {
  return (value, name) => {
    const found = text(limit)(value, name)
    for (let i = 0; i < found.length; i++) {
      const code = found.charCodeAt(i)
      if (code < 32 || code > 126) fail('ERR_ARGS', name, 'not printable ASCII')
    }
    return found
  }
}

/** An advisory id: ASCII that JSON writes as it is; lists of them are kept joined by commas. */
const advisory: Decoder<string> = (value, name) => {
  const id = text(32)(value, name)
  const { length } = id
  const isPlain = utf8Encode(id).length === length && JSON.stringify(id).length === length + 2
  return isPlain && length > 0 && id.indexOf(',') < 0
    ? id
    : fail('ERR_ARGS', name, 'not an advisory id')
}

/** Lower-case hex of `length` bytes, kept as text. */
function hexText(length: number): Decoder<string> {
  return (value, name) => {
    hex(length)(value, name)
    return String(value)
  }
}

/** A policy's list of such texts; decoded as one. */
function hexTexts(length: number, limit = maxListed): Decoder<string[]> {
  const items = list(text(length * 2), limit)
  return (value, name) => {
    const found = items(value, name)
    const joined = found.join('')
    if (joined.length !== found.length * length * 2 || hexDecode(joined) === undefined) {
      fail('ERR_ARGS', name, `not all ${length * 2} lower-case hex digits`)
    }
    return found
  }
}

/** A u64 decimal, kept as text; dates of documents are of 32 bits. */
const seconds: Decoder<string> = (value, name) => {
  const found = u64(value, name)
  return found <= 0xffff_ffffn ? String(found) : fail('ERR_ARGS', name, 'over 32 bits')
}

/** `standard`, `early` or an evaluation number, which has 31 bits. */
const tcbSet: Decoder<string> = (value, name) => {
  if (value === 'standard' || value === 'early') return value
  const found = u64(value, name)
  return found <= 0x7fff_ffffn ? String(found) : fail('ERR_ARGS', name, 'over 31 bits')
}

const rules = {
  accepted_statuses: list(oneOf(...statuses), statuses.length),
  allowed_advisories: optional(list(advisory, maxListed)),
  min_tcb_date_s: seconds,
  tcb_grace_s: integer(0, maxGraceS),
  min_evaluation_number: integer(0, 0x7fffffff),
  tcb_set: tcbSet,
  allow_migratable: optional(boolean),
  service_tds: optional(hexTexts(48, maxServiceTds)),
  fmspc_allow: optional(hexTexts(6)),
  fmspc_deny: optional(hexTexts(6)),
  machine_allow: optional(hexTexts(32)),
  machine_deny: optional(hexTexts(32)),
  td_attributes_mask: hexText(8),
  td_attributes_value: hexText(8),
  xfam_mask: hexText(8),
  xfam_value: hexText(8),
  max_validity_s: integer(minValidityS, maxValidityS),
  max_per_machine: integer(1, maxPerMachine),
} as const

/** The arguments of `propose_policy`. */
export function decodePolicy(raw: RawArgs<ProposePolicyArgs>): {
  readonly policyId: string
  readonly rules: PackedRules
} {
  const { policy_id, ...found } = decodeArgs(raw, { policy_id: policyId, ...rules })
  if (found.accepted_statuses.indexOf('Revoked') >= 0) {
    fail('ERR_ARGS', 'accepted_statuses', 'never Revoked')
  }
  requireWithin('td_attributes_value', found.td_attributes_value, found.td_attributes_mask)
  requireWithin('xfam_value', found.xfam_value, found.xfam_mask)
  return { policyId: policy_id, rules: packRules(found) }
}

function requireWithin(name: string, value: string, mask: string): void {
  const bits = hexDecode(value) ?? new Uint8Array(0)
  const allowed = hexDecode(mask) ?? new Uint8Array(0)
  for (let i = 0; i < bits.length; i++) {
    if (((bits[i] ?? 0) & ~(allowed[i] ?? 0)) !== 0) fail('ERR_ARGS', name, 'outside its mask')
  }
}
