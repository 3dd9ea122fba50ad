import type { StatePatchRecord } from '../../runtime/types/account.js'
import type { RpcContext } from '../node/context.js'
import type { JsonView } from '../wire/encode.js'
import { internalError, parseError } from '../wire/error.js'
import { isObject, objectParams, u64Of } from '../wire/params.js'
import { stateRecord } from '../wire/state-record.js'

/** Block time a fast-forwarded height stands for, 1 s. */
export const fastForwardBlockTimeNs = 1_000_000_000n

/** Skipping further than this would leave u64 nonces (height × 10^6) without room. */
const maxDeltaHeight = 1_000_000_000_000n

/** `sandbox_patch_state`: `{ records }`; answers once a block holds the patch. */
export function patchState({ chain, producer }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  if (!Array.isArray(request.records)) {
    throw parseError('Failed parsing args: `records` must be an array')
  }
  const records: StatePatchRecord[] = request.records.map(stateRecord)
  chain.patchState(records)
  producer.produceBlock()
  return {}
}

/** `sandbox_fast_forward`: `{ delta_height }`; skips heights, time moves one second for each. */
export function fastForward({ producer }: RpcContext, params: unknown): JsonView {
  const request = Array.isArray(params) ? params[0] : params
  const deltaHeight = u64Of(isObject(request) ? request.delta_height : undefined, 'delta_height')
  if (deltaHeight > maxDeltaHeight) {
    const error_message = 'delta_height is too large'
    throw internalError(error_message, { name: 'INTERNAL_ERROR', info: { error_message } })
  }
  if (deltaHeight > 0n) producer.fastForward(deltaHeight, fastForwardBlockTimeNs)
  return {}
}
