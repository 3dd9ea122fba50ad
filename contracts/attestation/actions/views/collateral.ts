/** What the views show of collateral and beacons. */
import { hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { headOf } from '../../rules/packed-document.js'
import type { Beacon } from '../../state/beacons.js'
import { loadChain, type StoredCertificate } from '../../state/chain.js'
import { type CrlIssuer, loadCrl } from '../../state/crls.js'
import {
  loadDocument,
  loadPrevious,
  qeIdentityKey,
  type StoredDocument,
  tcbInfoKey,
} from '../../state/documents.js'

export function collateralView(fmspc: Uint8Array): wire.CollateralView {
  const chain = loadChain()
  const infoKey = tcbInfoKey(fmspc)
  return {
    root_crl: crlView('root'),
    platform_ca: certificateView(chain.platform),
    platform_crl: crlView('platform'),
    processor_ca: certificateView(chain.processor),
    processor_crl: crlView('processor'),
    tcb_signer: certificateView(chain.signer),
    tcb_info: documentView(loadDocument(infoKey)),
    previous_tcb_info: documentView(loadPrevious(infoKey)),
    qe_identity: documentView(loadDocument(qeIdentityKey)),
    previous_qe_identity: documentView(loadPrevious(qeIdentityKey)),
  }
}

function certificateView(certificate: StoredCertificate | undefined): wire.StoredWindow | null {
  if (certificate === undefined) return null
  const { notBeforeS, notAfterS, payerId } = certificate
  return { valid_from_s: notBeforeS, valid_until_s: notAfterS, payer_id: payerId }
}

function crlView(issuer: CrlIssuer): wire.StoredWindow | null {
  const crl = loadCrl(issuer)
  if (crl === undefined) return null
  const { thisUpdateS, nextUpdateS, payerId } = crl
  return { valid_from_s: thisUpdateS, valid_until_s: nextUpdateS, payer_id: payerId }
}

function documentView(stored: StoredDocument | undefined): wire.StoredDocument | null {
  if (stored === undefined) return null
  const { issuedS, nextS, evaluation } = headOf(stored.packed)
  return {
    valid_from_s: issuedS,
    valid_until_s: nextS,
    payer_id: stored.payerId,
    evaluation_number: evaluation,
    sha256: hexEncode(stored.sha256),
    first_seen_ns: String(stored.firstSeenNs),
  }
}

export function beaconView({ number, value, madeAtNs }: Beacon): wire.BeaconView {
  return { number: String(number), value: hexEncode(value), made_at_ns: String(madeAtNs) }
}
