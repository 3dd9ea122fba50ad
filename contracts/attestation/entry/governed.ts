/** Policies, measurements, denied machines. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { decodeArgs, hex, integer, object } from '../../common/wire/decode.js'
import {
  allowMachine,
  denyMachine,
  proposeMeasurement,
  proposePolicy,
  removeMeasurement,
  retirePolicy,
  supersedeMeasurement,
} from '../actions/governed.js'
import type * as wire from '../interface.js'
import { maxGraceS } from '../limits.js'
import { ascii, decodePolicy, measurementKey, policyId } from '../rules/decoders.js'

/** In the order of the TD report. */
const registers = [
  'mrtd',
  'mr_config_id',
  'mr_owner',
  'mr_owner_config',
  'rtmr0',
  'rtmr1',
  'rtmr2',
  'rtmr3',
] as const
const register = hex(48)
const measurement = object({
  mrtd: register,
  mr_config_id: register,
  mr_owner: register,
  mr_owner_config: register,
  rtmr0: register,
  rtmr1: register,
  rtmr2: register,
  rtmr3: register,
})
const machine = { machine_id: hex(32) } as const

/**
 * New rules, in force when the time lock is over, or at once when they only tighten; answers when. Owner. Errors: ERR_NOT_OWNER,
 * ERR_POLICY_RETIRED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function propose_policy(raw: RawArgs<wire.ProposePolicyArgs> = input()): wire.DecimalU64 {
  refuseDeposit('propose_policy')
  const { policyId: id, rules } = decodePolicy(raw)
  return reply(String(proposePolicy(id, rules)))
}

/** Ends a policy at once and for good. Guardian or owner. Errors: ERR_NOT_GUARDIAN, ERR_POLICY_UNKNOWN, ERR_POLICY_RETIRED. */
export function retire_policy(raw: RawArgs<wire.PolicyArgs> = input()): void {
  refuseDeposit('retire_policy')
  retirePolicy(decodeArgs(raw, { policy_id: policyId }).policy_id)
}

/**
 * Allows a measurement when the time lock is over; answers its id. Owner. Errors: ERR_NOT_OWNER,
 * ERR_POLICY_UNKNOWN, ERR_POLICY_RETIRED, ERR_MEASUREMENT_KNOWN, ERR_HISTORY_FULL, ERR_STORAGE_SHORT.
 */
export function propose_measurement(
  raw: RawArgs<wire.ProposeMeasurementArgs> = input(),
): wire.Hex32 {
  refuseDeposit('propose_measurement')
  const args = decodeArgs(raw, { policy_id: policyId, measurement, source: ascii(200) })
  const values = registers.map((name) => args.measurement[name])
  return reply(hexEncode(proposeMeasurement(args.policy_id, values, args.source)))
}

/** Ends a measurement after a grace. Owner. Errors: ERR_NOT_OWNER, ERR_MEASUREMENT_UNKNOWN, ERR_MEASUREMENT_ENDED. */
export function supersede_measurement(raw: RawArgs<wire.SupersedeMeasurementArgs> = input()): void {
  refuseDeposit('supersede_measurement')
  const args = decodeArgs(raw, { ...measurementKey, grace_s: integer(0, maxGraceS) })
  supersedeMeasurement(args.policy_id, args.measurement_id, args.grace_s)
}

/** Ends a measurement at once. Guardian or owner. Errors: ERR_NOT_GUARDIAN, ERR_MEASUREMENT_UNKNOWN, ERR_MEASUREMENT_ENDED. */
export function remove_measurement(raw: RawArgs<wire.MeasurementArgs> = input()): void {
  refuseDeposit('remove_measurement')
  const args = decodeArgs(raw, measurementKey)
  removeMeasurement(args.policy_id, args.measurement_id)
}

/** Refuses a machine from now on, under every policy. Guardian or owner. Errors: ERR_NOT_GUARDIAN, ERR_STORAGE_SHORT. */
export function deny_machine(raw: RawArgs<wire.DenyMachineArgs> = input()): void {
  refuseDeposit('deny_machine')
  const args = decodeArgs(raw, { ...machine, reason: ascii(100) })
  denyMachine(args.machine_id, args.reason)
}

/** Takes that back. Owner. Errors: ERR_NOT_OWNER, ERR_MACHINE_NOT_DENIED, ERR_HISTORY_FULL. */
export function allow_machine(raw: RawArgs<wire.MachineArgs> = input()): void {
  refuseDeposit('allow_machine')
  allowMachine(decodeArgs(raw, machine).machine_id)
}
