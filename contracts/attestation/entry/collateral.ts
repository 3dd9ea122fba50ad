/** Uploads of the vendor's collateral (raw bytes), by anyone, and beacons. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { makeBeacon } from '../actions/beacons.js'
import { uploadPckCa, uploadTcbSigner } from '../actions/collateral/certificates.js'
import { uploadPckCrl, uploadRootCrl } from '../actions/collateral/crls.js'
import { uploadQeIdentity, uploadTcbInfo } from '../actions/collateral/documents.js'
import { type Store, storeUpload } from '../actions/collateral/upload.js'
import { beaconView } from '../actions/views/collateral.js'
import type * as wire from '../interface.js'
import { pauseBits } from '../limits.js'

/**
 * The root's revocation list in DER; stored certificates it lists are removed at once. Anyone registered;
 * likewise the other uploads. Errors: ERR_COLLATERAL_MALFORMED, _ROLE, _DATES, _STALE, _ROLLBACK, _SIGNATURE, ERR_PAUSED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function upsert_root_crl(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_root_crl', uploadRootCrl, der)
}

/** A PCK CA's certificate in DER, platform or processor by its name. Errors: as above, ERR_COLLATERAL_REVOKED. */
export function upsert_pck_ca(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_pck_ca', uploadPckCa, der)
}

/** A PCK CA's revocation list in DER. Errors: as above, ERR_COLLATERAL_ISSUER. */
export function upsert_pck_crl(der: Uint8Array = input()): wire.CollateralResult {
  return upload('upsert_pck_crl', uploadPckCrl, der)
}

/** The TCB signing certificate in DER. Errors: as above, ERR_COLLATERAL_REVOKED. */
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

/** Makes a new beacon, ten minutes after the last at the earliest. Anyone. Errors: ERR_BEACON_YOUNG. */
export function tick(raw: RawArgs<wire.NoArgs> = input()): wire.BeaconView {
  refuseDeposit('tick')
  decodeArgs(raw, {})
  return reply(beaconView(makeBeacon()))
}

function upload(method: string, store: Store, bytes: Uint8Array): wire.CollateralResult {
  refuseDeposit(method)
  requireNotPaused(pauseBits.collateral, 'collateral')
  return reply(storeUpload(store, bytes))
}
