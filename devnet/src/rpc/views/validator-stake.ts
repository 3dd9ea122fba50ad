import { createHash } from 'node:crypto'
import { borshPublicKey } from '../../primitives/keys.js'
import type { Chain } from '../../runtime/interface.js'

/** Stake of the one validator at the head, in yoctoNEAR. */
export function validatorStakeYocto(chain: Chain): bigint {
  return chain.state({ kind: 'head' })?.account(chain.options.validatorId)?.lockedYocto ?? 0n
}

/**
 * nearcore `compute_bp_hash`: sha256 of the Borsh list of validators (account id, key, stake). The
 * validator set never changes here, so this epoch's and the next one's are the same.
 */
export function nextBlockProducersHash(chain: Chain): Uint8Array {
  const { validatorId, validatorPublicKey, genesisAccounts } = chain.options
  const staked = genesisAccounts.find(({ accountId }) => accountId === validatorId)?.lockedYocto
  const name = Buffer.from(validatorId)
  const head = Buffer.alloc(4 + 1 + 4)
  head.writeUInt32LE(1, 0)
  head.writeUInt32LE(name.length, 5)
  const stake = Buffer.alloc(16)
  stake.writeBigUInt64LE((staked ?? 0n) & 0xffff_ffff_ffff_ffffn, 0)
  stake.writeBigUInt64LE((staked ?? 0n) >> 64n, 8)
  return createHash('sha256')
    .update(Buffer.concat([head, name, borshPublicKey(validatorPublicKey), stake]))
    .digest()
}
