import { innerHash } from '../../runtime/block/header.js'
import { genesisStakeYocto } from '../../runtime/stakes/validator-stake.js'
import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { RpcContext } from '../node/context.js'
import { blockProof } from '../proofs/block-proof.js'
import { outcomeProof } from '../proofs/outcome-proof.js'
import { approvalText, validatorStakeView } from '../views/block.js'
import { merklePathView, outcomeView } from '../views/outcome.js'
import { hashKeyText, hashText, type JsonView } from '../wire/encode.js'
import { handlerError, internalError, parseError } from '../wire/error.js'
import {
  accountIdMember,
  hashOf,
  isObject,
  objectParams,
  type ParamsObject,
  stringMember,
} from '../wire/params.js'
import { blockId, notFoundAsCause, requireBlock } from '../wire/reference.js'

/**
 * `light_client_proof`: that a transaction or receipt ran in a block, and that the block is among
 * those before `light_client_head`. Takes time in proportion to the blocks that are kept.
 */
export function lightClientProof({ chain }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const id = outcomeIdMember(request)
  const outcome = chain.outcome(id)
  if (outcome === undefined) {
    const text = hashText(id)
    throw handlerError(
      'UNKNOWN_TRANSACTION_OR_RECEIPT',
      { transaction_or_receipt_id: text },
      `${text} does not exist`,
    )
  }
  const head = requireHeader(chain, request, 'light_client_head')
  const block = committingBlock(chain, requireBlock(chain, blockId(hashText(outcome.blockHash))))
  const proof = block === undefined ? undefined : blockProof(chain, block, head)
  if (block === undefined || proof === undefined) {
    const text = hashText(id)
    throw handlerError(
      'NOT_CONFIRMED',
      { transaction_or_receipt_id: text },
      `${text} has not been confirmed`,
    )
  }
  return {
    outcome_proof: outcomeView(
      { ...outcome, blockHash: block.header.hash },
      outcomeProof(chain, outcome),
    ),
    // One shard: its outcome root is the only leaf of the block's.
    outcome_root_proof: [],
    block_header_lite: headerLiteView(block),
    block_proof: merklePathView(proof),
  }
}

/** `EXPERIMENTAL_light_client_block_proof`: that a block is among those before `light_client_head`. */
export function lightClientBlockProof({ chain }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const block = requireHeader(chain, request, 'block_hash')
  const head = requireHeader(chain, request, 'light_client_head')
  const proof = blockProof(chain, block, head)
  if (proof === undefined) {
    throw internalError('The block is not among those before the light client head')
  }
  return { block_header_lite: headerLiteView(block), block_proof: merklePathView(proof) }
}

/** The block of that hash; what is not there is not found as a header. */
function requireHeader(chain: Chain, request: ParamsObject, name: string): Block {
  const text = hashTextMember(request, name)
  const data = `DB Not Found Error: BLOCK HEADER: ${text}`
  return requireBlock(chain, blockId(text), () => data)
}

function headerLiteView(block: Block): JsonView {
  return {
    prev_block_hash: hashText(block.header.prevHash),
    inner_rest_hash: hashKeyText(block.header.innerRestHash),
    inner_lite: innerLiteView(block),
  }
}

/** The block whose header carries the root over what ran in `executed`: the next one. */
function committingBlock(chain: Chain, executed: Block): Block | undefined {
  for (let next: Block | undefined = chain.head(); next !== undefined; ) {
    const parent = chain.block({ kind: 'hash', hash: next.header.prevHash })
    if (parent === executed) return next
    if (next.header.height <= executed.header.height) return undefined
    next = parent
  }
  return undefined
}

/**
 * `next_light_client_block`: the newest block that two further ones confirm; nothing when the
 * client has it already.
 */
export function nextLightClientBlock({ chain, node }: RpcContext, params: unknown): JsonView {
  const text = Array.isArray(params)
    ? params[0]
    : isObject(params)
      ? params.last_block_hash
      : undefined
  const last = requireBlock(chain, blockId(hashText(hashOf(text))), notFoundAsCause)
  const confirmed = newestConfirmed(chain)
  if (confirmed === undefined || confirmed.block.header.height <= last.header.height) return {}
  const { block, next, afterNext } = confirmed
  return {
    ...headerLiteView(block),
    next_block_inner_hash: hashText(innerHash(next.header, next.header.innerRestHash)),
    next_bps: [
      validatorStakeView({
        accountId: chain.options.validatorId,
        publicKey: chain.options.validatorPublicKey,
        stakeYocto: genesisStakeYocto(chain.options),
      }),
    ],
    approvals_after_next: [approvalText(node, afterNext)],
  }
}

type Confirmed = { readonly block: Block; readonly next: Block; readonly afterNext: Block }

// Approvals count only at consecutive heights, so blocks around a skip cannot be the newest.
function newestConfirmed(chain: Chain): Confirmed | undefined {
  const parentOf = ({ header }: Block): Block | undefined =>
    chain.block({ kind: 'hash', hash: header.prevHash })
  let afterNext = chain.head()
  for (let next = parentOf(afterNext); next !== undefined; next = parentOf(next)) {
    const block = parentOf(next)
    if (block === undefined) return undefined
    if (block.header.height + 2n === afterNext.header.height) return { block, next, afterNext }
    afterNext = next
  }
  return undefined
}

function outcomeIdMember(request: ParamsObject): Uint8Array {
  switch (stringMember(request, 'type')) {
    case 'transaction':
      accountIdMember(request, 'sender_id')
      return hashOf(stringMember(request, 'transaction_hash'))
    case 'receipt':
      accountIdMember(request, 'receiver_id')
      return hashOf(stringMember(request, 'receipt_id'))
    default:
      throw parseError('Failed parsing args: `type` must be "transaction" or "receipt"')
  }
}

function hashTextMember(request: ParamsObject, name: string): string {
  return hashText(hashOf(stringMember(request, name)))
}

function innerLiteView({ header }: Block): JsonView {
  return {
    height: header.height,
    epoch_id: hashText(header.epochId),
    next_epoch_id: hashText(header.nextEpochId),
    prev_state_root: hashKeyText(header.prevStateRoot),
    outcome_root: hashKeyText(header.outcomeRoot),
    timestamp: header.timestampNs,
    timestamp_nanosec: header.timestampNs.toString(),
    next_bp_hash: hashText(header.nextBlockProducersHash),
    block_merkle_root: hashText(header.blockMerkleRoot),
  }
}
