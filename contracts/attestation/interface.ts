/**
 * Workers in Intel TDs that have proved what they run: collateral, policies, measurements, records.
 *
 * Wire form: one JSON object per call, unknown keys rejected, except for the methods marked "raw
 * bytes", whose input is the bytes themselves. Times are Unix nanoseconds as decimal strings, unless
 * the name ends in `_s`. Every record is charged to somebody's NEP-145 storage balance: collateral to
 * who uploads it, a worker's records to the worker, policies and measurements to who proposes them.
 *
 * Evidence (raw bytes of `register`, `renew` and `check_quote`; integers little endian; `lp` is a u8
 * length and the bytes): version u8 = 1, kind u8 = 1 (Intel TDX quote), `lp(policy_id)`, signing key[32]
 * (ed25519), encryption key[32] (X25519), GPU evidence hash[32] (zeros for none), u16 length and the PCK
 * leaf certificate in DER (empty in `renew`: the one of the record), u32 length and the quote as the
 * quoting enclave made it, version 4 or 5. The PCK chain inside the quote is not read.
 *
 * Binding. `REPORTDATA[0:32] = sha256("near-tee-registry/v1" | 0x00 | lp(chain id) | lp(registry account) |
 * lp(worker account) | lp(0x00 | signing key) | lp(encryption key) | lp(GPU evidence hash) |
 * lp(policy_id))`; `REPORTDATA[32:64]` is a beacon that is kept, not older than two hours, and newer than
 * the one of the worker's last quote.
 *
 * Measurement. `measurement_id = sha256("near-tee-registry/measurement/v1" | 0x00 | MRTD | MRCONFIGID |
 * MROWNER | MROWNERCONFIG | RTMR0 | RTMR1 | RTMR2 | RTMR3)`, 48 bytes each: only whole tuples are allowed.
 *
 * Sets. Intel publishes documents for each recovery by its number. A policy goes by the standard update, which is the
 * newest whose event is a year old, by the early one, which is the newest, or by a number. What holds of the numbers is
 * an upload, like the documents; documents of several numbers are stored side by side.
 *
 * Machine. `machine_id = sha256("near-tee-registry/ppid/v1" | 0x00 | PPID)`.
 */
import type { DecimalU64, Hex32 } from '../common/wire/interface.js'

export type { DecimalU64, Hex32, NoArgs } from '../common/wire/interface.js'

/** 48 bytes as lower-case hex. @pattern ^[0-9a-f]{96}$ */
export type Hex48 = string
/** 8 bytes as lower-case hex. @pattern ^[0-9a-f]{16}$ */
export type Hex8 = string
/** 6 bytes as lower-case hex. @pattern ^[0-9a-f]{12}$ */
export type Fmspc = string
/** 1 to 32 of a-z, 0-9, `-`, `_` and `.`. */
export type PolicyId = string

export type TcbStatus =
  | 'UpToDate'
  | 'SWHardeningNeeded'
  | 'ConfigurationNeeded'
  | 'ConfigurationAndSWHardeningNeeded'
  | 'OutOfDate'
  | 'OutOfDateConfigurationNeeded'
  | 'TDRelaunchAdvised'
  | 'TDRelaunchAdvisedConfigurationNeeded'
  | 'Revoked'

/** Why evidence or a worker is refused. Append-only: a code never changes its meaning. */
export type RejectCode =
  | 'QUOTE_MALFORMED'
  | 'QUOTE_UNSUPPORTED'
  | 'QUOTE_DEBUG'
  | 'QUOTE_RESERVED_BITS'
  | 'QUOTE_SEPT_VE'
  | 'QUOTE_SERVICE_TD'
  | 'QUOTE_SIGNATURE'
  | 'QUOTE_BINDING'
  | 'QUOTE_BEACON'
  | 'QUOTE_REPLAYED'
  | 'PCK_MALFORMED'
  | 'PCK_ROLE'
  | 'PCK_ISSUER'
  | 'PCK_DATES'
  | 'PCK_SIGNATURE'
  | 'PCK_REVOKED'
  | 'QE_SIGNATURE'
  | 'QE_REPORT_DATA'
  | 'QE_IDENTITY'
  | 'QE_NOT_SUPPORTED'
  | 'COLLATERAL_MISSING'
  | 'COLLATERAL_EXPIRED'
  | 'TCB_WRONG_PLATFORM'
  | 'TCB_NOT_SUPPORTED'
  | 'TCB_REVOKED'
  | 'MODULE_UNKNOWN'
  | 'MODULE_IDENTITY'
  | 'POLICY_RETIRED'
  | 'POLICY_STATUS'
  | 'POLICY_ADVISORY'
  | 'POLICY_TCB_DATE'
  | 'POLICY_EVALUATION'
  | 'POLICY_FMSPC'
  | 'POLICY_MACHINE'
  | 'POLICY_ATTRIBUTES'
  | 'POLICY_XFAM'
  | 'MEASUREMENT_UNKNOWN'
  | 'MEASUREMENT_PENDING'
  | 'MEASUREMENT_ENDED'
  | 'MACHINE_DENIED'
  | 'KEY_TAKEN'
  | 'WORKER_EXPIRED'
  | 'WORKER_ENDED'
  | 'KEY_WEAK'
  | 'POLICY_PER_MACHINE'

/** A failed check with the values that made it fail, and since when where that is known. */
export type FailedCheck = {
  readonly code: RejectCode
  readonly detail: string
  readonly since_ns?: DecimalU64
}

/** Sets the contract up. Private: callable once, by the contract's own account. */
export type InitArgs = {
  /** Policies, measurements, denied machines; meant to be a DAO. */
  readonly owner_id: string
  /** May pause registration, end measurements and policies, deny machines, revoke workers. */
  readonly guardian_id: string
  /** x and y of the vendor's root key, 64 bytes as hex; never changes. Intel's, except in tests. @pattern ^[0-9a-f]{128}$ */
  readonly root_key: string
  /** How long policies and measurements are visible before they hold; an hour to 30 days. */
  readonly timelock_s: number
  /** A root key other than Intel's is refused unless this is true. */
  readonly test_root?: boolean
}

/** View `params()`. */
export type ParamsView = {
  readonly version: string
  readonly chain_id: string
  readonly root_key: string
  /** Whether that is another key than Intel's: such a registry proves nothing of hardware. */
  readonly test_root: boolean
  readonly timelock_s: number
  readonly beacon_interval_s: number
  readonly max_beacon_age_s: number
}

/** `register`, `renew`: the worker's record as written, or why nothing was. */
export type RegisterResult =
  | {
      readonly ok: true
      readonly worker_id: string
      readonly policy_id: PolicyId
      readonly status: TcbStatus
      readonly measurement_id: Hex32
      readonly machine_id: Hex32
      readonly quote_hash: Hex32
      readonly expires_at_ns: DecimalU64
      /** Signatures checked in this call. */
      readonly verifications: number
    }
  | { readonly ok: false; readonly code: RejectCode; readonly detail: string }

/** What the evidence of a genuine quote says, before any policy. */
export type AppraisalView = {
  readonly ok: true
  readonly status: TcbStatus
  readonly platform: TcbStatus
  /** Null for a TDX module without a level of its own. */
  readonly module: TcbStatus | null
  readonly qe: TcbStatus
  /** Which SVNs are under the newest levels; empty when none is. */
  readonly shortfall: string
  readonly tcb_date_s: number
  readonly evaluation_number: number
  readonly advisories: readonly string[]
  readonly fmspc: Fmspc
  readonly machine_id: Hex32
  readonly measurement_id: Hex32
  readonly td_attributes: Hex8
  readonly xfam: Hex8
  /** Zeros for none. */
  readonly mr_service_td: Hex48
  readonly quote_hash: Hex32
  readonly report_data: string
  /** The earliest end of any document that was used. */
  readonly collateral_until_s: number
}

/**
 * View `check_quote` (raw bytes): everything but binding, beacon, policy and measurement, by the set of the policy that
 * the evidence names, or the highest numbers stored where there is no such policy. Never ok for a revoked TCB.
 */
export type CheckQuoteResult =
  | AppraisalView
  | { readonly ok: false; readonly code: RejectCode; readonly detail: string }

/** What every upload of collateral answers. */
export type CollateralResult = {
  readonly kind: string
  readonly valid_from_s: number
  readonly valid_until_s: number
  /** Stored certificates that the list revokes; they are gone. CRLs only. */
  readonly removed: readonly string[]
}

/** View `collateral({fmspc})`: what is stored for a platform, null where nothing is. */
export type CollateralArgs = { readonly fmspc: Fmspc }
export type StoredWindow = {
  readonly valid_from_s: number
  readonly valid_until_s: number
  readonly payer_id: string
}
export type StoredCertificate = StoredWindow & {
  /** SHA-256 of x and y of its key. */
  readonly key_hash: Hex32
  /** The key's revocation list; PCK CAs only. */
  readonly crl: StoredWindow | null
}
export type StoredNumbers = StoredWindow & {
  /** The number of each update now; the list itself is in Intel's document. */
  readonly standard: number | null
  readonly early: number | null
}
export type StoredDocument = StoredWindow & {
  readonly evaluation_number: number
  readonly sha256: Hex32
  readonly first_seen_ns: DecimalU64
}
export type CollateralView = {
  readonly root_crl: StoredWindow | null
  readonly platform_cas: readonly StoredCertificate[]
  readonly processor_cas: readonly StoredCertificate[]
  readonly tcb_signers: readonly StoredCertificate[]
  readonly tcb_numbers: StoredNumbers | null
  /** Highest number first. */
  readonly tcb_infos: readonly StoredDocument[]
  readonly qe_identities: readonly StoredDocument[]
}

export type CollateralKind =
  | 'root_crl'
  | 'platform_ca'
  | 'processor_ca'
  | 'pck_crl'
  | 'tcb_signer'
  | 'tcb_numbers'
  | 'tcb_info'
  | 'qe_identity'

/** `remove_collateral`, who pays for it, once it has ended. */
export type RemoveCollateralArgs = {
  readonly kind: CollateralKind
  /** Of the certificate, or of the one whose list it is. */
  readonly key_hash?: Hex32
  readonly fmspc?: Fmspc
  readonly evaluation_number?: number
}

/** View `beacons()`: oldest first; a quote carries one in `REPORTDATA[32:64]`. */
export type BeaconView = {
  readonly number: DecimalU64
  readonly value: Hex32
  readonly made_at_ns: DecimalU64
}

/** What a policy asks of a worker. */
export type PolicyRules = {
  readonly accepted_statuses: readonly TcbStatus[]
  /** Advisories a status other than UpToDate may have; absent for any. At most 16. */
  readonly allowed_advisories?: readonly string[]
  /** Least date of platform, module and enclave level; `"0"` for none. */
  readonly min_tcb_date_s: DecimalU64
  /** How long the set before still counts once another one is the policy's; while it is valid itself. */
  readonly tcb_grace_s: number
  /** `standard`, `early` or an evaluation number: which of Intel's sets counts. @pattern ^(standard|early|0|[1-9][0-9]{0,9})$ */
  readonly tcb_set: string
  readonly min_evaluation_number: number
  /** Absent for any. At most 16 each. */
  readonly fmspc_allow?: readonly Fmspc[]
  readonly fmspc_deny?: readonly Fmspc[]
  /** Machine ids; absent for any. At most 16 each. */
  readonly machine_allow?: readonly Hex32[]
  readonly machine_deny?: readonly Hex32[]
  /** `TDATTRIBUTES & mask` must be `value`; likewise XFAM. */
  readonly td_attributes_mask: Hex8
  readonly td_attributes_value: Hex8
  readonly xfam_mask: Hex8
  readonly xfam_value: Hex8
  /** TDs that may be moved to other machines are refused unless this is true, whatever the mask says. */
  readonly allow_migratable?: boolean
  /** MRSERVICETD of service TDs that may be bound; none is allowed when absent. At most 4. */
  readonly service_tds?: readonly Hex48[]
  /** A registration's longest life; an hour to 30 days. */
  readonly max_validity_s: number
  /** How many workers one machine may have; 1 to 16. */
  readonly max_per_machine: number
}

/** `propose_policy`, owner: a new policy or new rules of one, in force after the time lock; at once when they only tighten. */
export type ProposePolicyArgs = PolicyRules & { readonly policy_id: PolicyId }

/** `retire_policy`, guardian or owner: at once and for good. View `policy`. */
export type PolicyArgs = { readonly policy_id: PolicyId }

export type PolicyView = {
  readonly policy_id: PolicyId
  /** Counts the rules that have been in force. */
  readonly revision: number
  /** Null before the first time lock is over. */
  readonly rules: PolicyRules | null
  /** Since when they hold. */
  readonly rules_at_ns: DecimalU64
  /** Rules that wait for the time lock. */
  readonly next: PolicyRules | null
  readonly next_at_ns: DecimalU64
  /** `"0"` while it lives. */
  readonly retired_at_ns: DecimalU64
  readonly workers: number
}

/** What runs in a TD: registers that a policy allows together. */
export type Measurement = {
  readonly mrtd: Hex48
  readonly mr_config_id: Hex48
  readonly mr_owner: Hex48
  readonly mr_owner_config: Hex48
  readonly rtmr0: Hex48
  readonly rtmr1: Hex48
  readonly rtmr2: Hex48
  readonly rtmr3: Hex48
}

/** `propose_measurement`, owner: allowed after the time lock. Answers the id. */
export type ProposeMeasurementArgs = {
  readonly policy_id: PolicyId
  readonly measurement: Measurement
  /** Where source and build recipe are; at most 200 characters. */
  readonly source: string
}

/** `remove_measurement`, guardian or owner: at once. View `measurement`. */
export type MeasurementArgs = { readonly policy_id: PolicyId; readonly measurement_id: Hex32 }

/** `supersede_measurement`, owner: ends after a grace, 0 to 30 days. */
export type SupersedeMeasurementArgs = MeasurementArgs & { readonly grace_s: number }

export type MeasurementView = {
  readonly policy_id: PolicyId
  readonly measurement_id: Hex32
  readonly source: string
  readonly active_at_ns: DecimalU64
  /** `"0"` while no end is set. */
  readonly ends_at_ns: DecimalU64
  /** When it was allowed before. */
  readonly past: readonly PastInterval[]
}

export type PastInterval = { readonly from_ns: DecimalU64; readonly until_ns: DecimalU64 }

/** `deny_machine`, guardian or owner; `allow_machine`, owner. View `machine`. */
export type MachineArgs = { readonly machine_id: Hex32 }
export type DenyMachineArgs = MachineArgs & {
  /** At most 100 characters. */
  readonly reason: string
}
export type MachineView = {
  readonly machine_id: Hex32
  readonly denied: boolean
  readonly reason: string
  readonly denied_at_ns: DecimalU64
  /** When it was denied before. */
  readonly past: readonly PastInterval[]
}

/** `invalidate`, anyone: ends a worker that fails a check. `forget`, anyone, long after: frees its storage. */
export type WorkerArgs = { readonly worker_id: string }

/** `revoke`: the worker itself, guardian or owner. */
export type RevokeArgs = {
  readonly worker_id: string
  /** At most 100 characters. */
  readonly reason: string
  /** Guardian or owner: since when the worker is not to be believed; now unless given. */
  readonly since_ns?: DecimalU64
}

/** View `worker({worker_id})`. */
export type WorkerView = {
  readonly worker_id: string
  readonly policy_id: PolicyId
  readonly signing_key: string
  /** X25519. */
  readonly encryption_key: Hex32
  readonly gpu_evidence_hash: Hex32
  readonly measurement_id: Hex32
  readonly machine_id: Hex32
  readonly fmspc: Fmspc
  readonly quote_hash: Hex32
  /** Status at registration; `explain` judges anew. */
  readonly status: TcbStatus
  /** The set and the rules of the policy that it was judged by. */
  readonly evaluation_number: number
  readonly revision: number
  readonly attested_at_ns: DecimalU64
  readonly expires_at_ns: DecimalU64
  /** `"0"` while it lives. */
  readonly ended_at_ns: DecimalU64
  readonly end_reason: string
  readonly storage_bytes: number
}

/** View `is_valid({worker_id, policy_id})`: every check passes now. */
export type IsValidArgs = { readonly worker_id: string; readonly policy_id: PolicyId }

/** View `explain({worker_id})`: every check that fails now; empty for a valid worker, null for an unknown one. */
export type Explanation = readonly FailedCheck[]

/**
 * View `was_valid_at({worker_id, key, ts_ns})`: by the rules, denials, measurements and sets of that time. `key` is the
 * signing or encryption key that the worker had then. A set that counted then only behind the last attestation is judged
 * by its documents as they are stored: once they are removed the answer for such times is false.
 */
export type WasValidAtArgs = {
  readonly worker_id: string
  readonly key: Hex32
  readonly ts_ns: DecimalU64
}

/** View `history({worker_id})`, oldest first; at most 50. */
export type HistoryArgs = {
  readonly worker_id: string
  readonly from_index?: number
  readonly limit?: number
}
export type ValiditySpan = {
  readonly from_ns: DecimalU64
  readonly until_ns: DecimalU64
  readonly policy_id: PolicyId
  /** The rules of the policy and the set of documents that it was judged by. */
  readonly revision: number
  readonly evaluation_number: number
  readonly signing_key: string
  readonly encryption_key: Hex32
  readonly measurement_id: Hex32
  readonly machine_id: Hex32
  readonly quote_hash: Hex32
}

/** View `workers_by_policy`: ids of workers not ended, expired ones included; at most 50. */
export type WorkersByPolicyArgs = {
  readonly policy_id: PolicyId
  readonly from_index?: number
  readonly limit?: number
}
export type WorkersPage = { readonly total: number; readonly worker_ids: readonly string[] }

/** View `workers_by_machine`: ids of a policy's workers on a machine that have not ended. */
export type WorkersByMachineArgs = { readonly policy_id: PolicyId; readonly machine_id: Hex32 }
