/** Uploads of the vendor's collateral (raw bytes), by anyone, and beacons. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { decodeArgs, hex, integer, oneOf, optional } from '../../common/wire/decode.js'
import { makeBeacon } from '../actions/beacons.js'
import { uploadPckCa, uploadTcbSigner } from '../actions/collateral/certificates.js'
import { uploadPckCrl, uploadRootCrl } from '../actions/collateral/crls.js'
import {
  uploadQeIdentity,
  uploadTcbInfo,
  uploadTcbNumbers,
} from '../actions/collateral/documents.js'
import { removeCollateral } from '../actions/collateral/remove.js'
import { type Store, storeUpload } from '../actions/collateral/upload.js'
import { beaconView } from '../actions/views/collateral.js'
import type * as wire from '../interface.js'

const collateralKinds = [
  'root_crl',
  'platform_ca',
  'processor_ca',
  'pck_crl',
  'tcb_signer',
  'tcb_numbers',
  'tcb_info',
  'qe_identity',
] as const

/**
 * The root's revocation list in DER; stored certificates it lists are removed at once. Anyone registered;
 * likewise the other uploads. Errors: ERR_COLLATERAL_MALFORMED, _ROLE, _DATES, _STALE, _ROLLBACK, _SIGNATURE, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function upsert_root_crl(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_root_crl', uploadRootCrl, der)
}

/** A PCK CA's certificate in DER, platform or processor by its name. Errors: as above, ERR_COLLATERAL_REVOKED, ERR_COLLATERAL_FULL. */
export function upsert_pck_ca(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_pck_ca', uploadPckCa, der)
}

/** A PCK CA's revocation list in DER. Errors: as above, ERR_COLLATERAL_ISSUER. */
export function upsert_pck_crl(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_pck_crl', uploadPckCrl, der)
}

/** The TCB signing certificate in DER. Errors: as above, ERR_COLLATERAL_REVOKED, ERR_COLLATERAL_FULL. */
export function upsert_tcb_signer(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_tcb_signer', uploadTcbSigner, der)
}

/** 64 bytes of signature, then the exact bytes of the `tcbInfo` object. Errors: as above, ERR_COLLATERAL_ISSUER. */
export function upsert_tcb_info(signatureAndJson: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_tcb_info', uploadTcbInfo, signatureAndJson)
}

/** 64 bytes of signature, then the exact bytes of the `enclaveIdentity` object. Errors: as above. */
export function upsert_qe_identity(signatureAndJson: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_qe_identity', uploadQeIdentity, signatureAndJson)
}

/** 64 bytes of signature, then the exact bytes of the `tcbEvaluationDataNumbers` object. Errors: as above. */
export function upsert_tcb_numbers(signatureAndJson: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_tcb_numbers', uploadTcbNumbers, signatureAndJson)
}

/**
 * Takes away collateral that has ended and frees its storage. Who pays for it. Errors: ERR_COLLATERAL_UNKNOWN,
 * ERR_COLLATERAL_PAYER, ERR_COLLATERAL_LIVE.
 */
export function remove_collateral(raw: RawArgs<wire.RemoveCollateralArgs> = input()): void {
  refuseDeposit('remove_collateral')
  const args = decodeArgs(raw, {
    kind: oneOf(...collateralKinds),
    key_hash: optional(hex(32)),
    fmspc: optional(hex(6)),
    evaluation_number: optional(integer(0, 0x7fffffff)),
  })
  removeCollateral(args.kind, {
    keyHash: args.key_hash ?? zeroBytes32,
    fmspc: args.fmspc ?? new Uint8Array(6),
    evaluation: args.evaluation_number ?? 0,
  })
}

/** Makes a new beacon, ten minutes after the last at the earliest. Anyone. Errors: ERR_BEACON_YOUNG. */
export function tick(raw: RawArgs<wire.NoArgs> = input()): wire.BeaconView {
  refuseDeposit('tick')
  decodeArgs(raw, {})
  return reply(beaconView(makeBeacon()))
}

function upload(method: string, store: Store, bytes: Uint8Array): wire.CollateralResult {
  refuseDeposit(method)
  return reply(storeUpload(store, bytes))
}
