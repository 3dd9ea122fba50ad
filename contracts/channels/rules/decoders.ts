/** Shapes of arguments that several entry points share. */
import {
  accountId,
  base64,
  type Decoded,
  ed25519Key,
  hex,
  integer,
  list,
  optional,
  u64,
  u128,
} from '../../common/wire/decode.js'
import {
  maxGraceS,
  maxLanes,
  maxPayeeAssets,
  maxPayeeKeys,
  maxRoyaltyPpm,
  maxTipAfterBps,
  maxTipBps,
  minGraceS,
} from '../limits.js'
import { voucherLength } from './messages.js'

export const channelId = hex(32)
export const voucherBytes = base64(voucherLength)
export const signatureBytes = base64(64)
export const byChannel = { channel_id: channelId }
export const byAmount = { channel_id: channelId, amount: u128 }
export const byLimit = { channel_id: channelId, limit: u128 }
export const signed = { voucher: optional(voucherBytes), signature: optional(signatureBytes) }

export const opening = {
  payee_id: accountId,
  terms_revision: u64,
  signer_key: ed25519Key,
  payee_key: ed25519Key,
  grace_s: integer(minGraceS, maxGraceS),
  terms_hash: hex(32),
  salt: hex(16),
  open_height: u64,
  lanes: optional(integer(0, maxLanes)),
  tip_bps: optional(integer(0, maxTipBps)),
  tee_key: optional(ed25519Key),
  asset_id: optional(u64),
  royalty_ppm: optional(integer(0, maxRoyaltyPpm)),
}

export type Opening = Decoded<typeof opening>

export const agreement = {
  payee_keys: list(ed25519Key, maxPayeeKeys),
  max_royalty_ppm: optional(integer(0, maxRoyaltyPpm)),
  asset_ids: optional(list(u64, maxPayeeAssets)),
  max_tip_bps: optional(integer(0, maxTipBps)),
  tip_after_bps: optional(integer(0, maxTipAfterBps)),
}

export type Agreement = Decoded<typeof agreement>
