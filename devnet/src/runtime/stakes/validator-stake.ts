import { BorshWriter } from '../../primitives/borsh.js'
import { sha256 } from '../../primitives/hash.js'
import { borshPublicKey } from '../../primitives/keys.js'
import type { Chain, ChainOptions } from '../types/chain.js'

/** Stake of the one validator at the head, in yoctoNEAR. */
export function validatorStakeYocto(chain: Chain): bigint {
  return chain.state({ kind: 'head' })?.account(chain.options.validatorId)?.lockedYocto ?? 0n
}

/**
 * nearcore `compute_bp_hash`: sha256 of the Borsh list of validators (version, account id, key,
 * stake). The validator set never changes here, so this epoch's and the next one's are the same.
 */
export function blockProducersHash(options: ChainOptions): Uint8Array {
  return sha256(
    new BorshWriter()
      .u32(1)
      .u8(0)
      .string(options.validatorId)
      .fixed(borshPublicKey(options.validatorPublicKey))
      .u128(genesisStakeYocto(options))
      .finish(),
  )
}

/** The validator's stake in the genesis. */
export function genesisStakeYocto({ genesisAccounts, validatorId }: ChainOptions): bigint {
  return genesisAccounts.find(({ accountId }) => accountId === validatorId)?.lockedYocto ?? 0n
}
