/** What an access key takes in storage and where its nonce starts. */
import { gasKeyOf, nonceIndexLength, nonceLength } from '../../primitives/gas-key.js'
import { keyHandleLength } from '../../primitives/keys.js'
import type { AccessKey, PublicKey } from '../../primitives/types.js'
import type { BlockContext } from './block-context.js'
import { encodeAccessKey } from './records.js'

/** How many nonces each block has for a key. */
export const noncesPerBlock = 1_000_000n

/** Above every nonce that a key of the same name could have used before it was deleted. */
export function initialNonce({ height }: Pick<BlockContext, 'height'>): bigint {
  return (height - 1n) * noncesPerBlock
}

/** Bytes of a key's records with what each record adds; a gas key has one more for each nonce. */
export function keyStorage(
  block: Pick<BlockContext, 'config'>,
  publicKey: PublicKey,
  accessKey: AccessKey,
): bigint {
  const bytes = keyHandleLength(publicKey) + encodeAccessKey(accessKey).length
  const { numExtraBytesRecord } = block.config
  const nonceBytes = keyHandleLength(publicKey) + nonceIndexLength + nonceLength
  const nonces = BigInt(gasKeyOf(accessKey)?.numNonces ?? 0)
  return BigInt(bytes) + numExtraBytesRecord + nonces * (BigInt(nonceBytes) + numExtraBytesRecord)
}
