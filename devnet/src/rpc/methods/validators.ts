import { validatorStakeYocto } from '../../runtime/stakes/validator-stake.js'
import type { RpcContext } from '../node/context.js'
import { type JsonView, keyText } from '../wire/encode.js'
import { handlerError, parseError, type RpcError } from '../wire/error.js'
import { hashOf, isEmptyParams, isObject } from '../wire/params.js'
import { blockId } from '../wire/reference.js'
import { epochStartHeight } from './status.js'

/** `validators`: the one validator, for the current epoch or the epoch of a block. */
export function validators(context: RpcContext, params: unknown): JsonView {
  const { chain } = context
  const at = epochBlock(context, params).header
  const genesisHeight = chain.genesis().header.height
  const start = epochStartHeight(at.height, genesisHeight, chain.options.epochLength)
  const produced = at.height - start + 1n
  const validator = validatorSummary(context)
  return {
    current_validators: [
      {
        ...validator,
        is_slashed: false,
        shards: [0],
        shards_endorsed: [0],
        num_produced_blocks: produced,
        num_expected_blocks: produced,
        num_produced_chunks: produced,
        num_expected_chunks: produced,
        num_produced_chunks_per_shard: [produced],
        num_expected_chunks_per_shard: [produced],
        num_produced_endorsements: 0,
        num_expected_endorsements: 0,
        num_produced_endorsements_per_shard: [0],
        num_expected_endorsements_per_shard: [0],
      },
    ],
    next_validators: [{ ...validator, shards: [0] }],
    current_fishermen: [],
    next_fishermen: [],
    current_proposals: [],
    prev_epoch_kickout: [],
    epoch_start_height: start,
    epoch_height: at.epochHeight,
  }
}

/** `EXPERIMENTAL_validators_ordered`. */
export function validatorsOrdered(context: RpcContext): readonly JsonView[] {
  return [{ ...validatorSummary(context), validator_stake_struct_version: 'V1' }]
}

function validatorSummary({ chain }: RpcContext): JsonView {
  return {
    account_id: chain.options.validatorId,
    public_key: keyText(chain.options.validatorPublicKey),
    stake: validatorStakeYocto(chain).toString(),
  }
}

function epochBlock(
  { chain }: RpcContext,
  params: unknown,
): ReturnType<RpcContext['chain']['head']> {
  if (isEmptyParams(params) || params === 'latest') return chain.head()
  const id = Array.isArray(params) ? params[0] : isObject(params) ? params.block_id : undefined
  if (id === 'latest') return chain.head()
  if (id !== undefined && id !== null) {
    const found = chain.block(blockId(id).reference)
    if (found === undefined) throw unknownEpoch()
    return found
  }
  if (isObject(params) && params.epoch_id !== undefined) {
    const head = chain.head()
    if (Buffer.from(head.header.epochId).equals(hashOf(params.epoch_id))) return head
    throw unknownEpoch()
  }
  throw parseError('Failed parsing args: expected block_id, epoch_id or "latest"')
}

function unknownEpoch(): RpcError {
  return handlerError('UNKNOWN_EPOCH', undefined, 'Unknown Epoch')
}
