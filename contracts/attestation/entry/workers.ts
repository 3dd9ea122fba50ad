/** The life of a worker. Only `register` can be paused. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply, replyJson } from '../../common/entry/reply.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { accountId, decodeArgs, optional, u64 } from '../../common/wire/decode.js'
import { forgetWorker, invalidateWorker, revokeWorker } from '../actions/end.js'
import { registerWorker, renewWorker } from '../actions/register.js'
import type * as wire from '../interface.js'
import { pauseBits } from '../limits.js'
import { ascii } from '../rules/decoders.js'

const workerId = { worker_id: accountId } as const

/**
 * Registers the caller by evidence (raw bytes), all of it verified. Evidence that fails a check answers
 * `ok: false` and changes nothing. Errors: ERR_EVIDENCE_MALFORMED, ERR_POLICY_UNKNOWN, ERR_PAUSED,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function register(evidence: Uint8Array = input()): wire.RegisterResult {
  refuseDeposit('register')
  requireNotPaused(pauseBits.register, 'register')
  return replyJson(registerWorker(evidence))
}

/**
 * Prolongs the caller's registration under the same keys and policy; certificate and QE report are
 * verified again only if they changed. Never paused. Errors: as `register`, ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED, ERR_RENEW_KEYS.
 */
export function renew(evidence: Uint8Array = input()): wire.RegisterResult {
  refuseDeposit('renew')
  return replyJson(renewWorker(evidence))
}

/** Ends a worker that fails a check. Anyone. Errors: ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED, ERR_WORKER_PASSES. */
export function invalidate(raw: RawArgs<wire.WorkerArgs> = input()): void {
  refuseDeposit('invalidate')
  invalidateWorker(decodeArgs(raw, workerId).worker_id)
}

/**
 * Ends a worker by will. The worker itself; guardian or owner, who may date it back. Errors:
 * ERR_NOT_OPERATOR, ERR_REVOKE_TIME, ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED.
 */
export function revoke(raw: RawArgs<wire.RevokeArgs> = input()): void {
  refuseDeposit('revoke')
  const args = decodeArgs(raw, { ...workerId, reason: ascii(100), since_ns: optional(u64) })
  revokeWorker(args.worker_id, args.reason, args.since_ns)
}

/**
 * Removes a worker's record 90 days after its end and frees its storage; answers false while past spans are left,
 * for another call. Anyone. Errors: ERR_WORKER_UNKNOWN, ERR_FORGET_EARLY.
 */
export function forget(raw: RawArgs<wire.WorkerArgs> = input()): boolean {
  refuseDeposit('forget')
  return reply(forgetWorker(decodeArgs(raw, workerId).worker_id))
}
