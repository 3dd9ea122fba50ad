import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../../codecs/bytes.js'
import { encodeVoucher } from '../messages/voucher.js'
import type { VoucherCredential } from '../wire/credential.js'
import type { Lane } from './lane.js'

/** Signs a voucher for an amount that is journaled already. */
export async function signVoucher(
  { options, lane, ackHash }: Lane,
  cumulativeYocto: bigint,
  condition?: string,
): Promise<VoucherCredential> {
  const { ctx, channelId, signer } = options
  const conditional = condition !== undefined
  const hash = conditional ? sha256(utf8(condition)) : ackHash
  const terms = { ctx, channelId, cumulativeYocto, lane, ackHash: hash, conditional }
  const voucher = encodeVoucher(terms)
  return { action: 'voucher', voucher, signature: await signer.sign(voucher) }
}
