/** What the views show of collateral and beacons. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { headOf } from '../../rules/packed-document.js'
import type { Beacon } from '../../state/beacons.js'
import {
  certificateRecord,
  loadChainRecord,
  numbersKind,
  type Part,
  partsOf,
  type Role,
  roles,
  rootCrlKind,
  windowRecord,
} from '../../state/chain.js'
import { loadCrl } from '../../state/crls.js'
import {
  loadDocument,
  numbersOf,
  qeIdentityShelf,
  type Shelf,
  tcbInfoShelf,
} from '../../state/documents.js'
import { numbersHeadLength, numbersHeadRecord, unpackNumbers } from '../../state/numbers.js'
import { beginsS } from '../judge/choose-set.js'
import { toS } from '../now.js'

export function collateralView(fmspc: Uint8Array): wire.CollateralView {
  const parts = partsOf(loadChainRecord())
  return {
    root_crl: rootCrlView(parts.find(({ kind }) => kind === rootCrlKind)),
    platform_cas: certificateViews(parts, 'platform'),
    processor_cas: certificateViews(parts, 'processor'),
    tcb_signers: certificateViews(parts, 'signer'),
    tcb_numbers: numbersView(parts.find(({ kind }) => kind === numbersKind)),
    tcb_infos: documentViews(tcbInfoShelf(fmspc)),
    qe_identities: documentViews(qeIdentityShelf),
  }
}

function certificateViews(parts: readonly Part[], role: Role): readonly wire.StoredCertificate[] {
  const kind = roles.indexOf(role)
  return parts
    .filter((part) => part.kind === kind)
    .map(({ payerId, body }) => {
      const { keyHash, notBeforeS, notAfterS } = certificateRecord.decode(body)
      return {
        ...windowView(notBeforeS, notAfterS, payerId),
        key_hash: hexEncode(keyHash),
        crl: crlView(keyHash),
      }
    })
}

function rootCrlView(part: Part | undefined): wire.StoredWindow | null {
  if (part === undefined) return null
  const { thisUpdateS, nextUpdateS } = windowRecord.decode(part.body)
  return windowView(thisUpdateS, nextUpdateS, part.payerId)
}

function crlView(keyHash: Uint8Array): wire.StoredWindow | null {
  const crl = loadCrl(keyHash)
  return crl === undefined ? null : windowView(crl.thisUpdateS, crl.nextUpdateS, crl.payerId)
}

function windowView(fromS: number, untilS: number, payerId: string): wire.StoredWindow {
  return { valid_from_s: fromS, valid_until_s: untilS, payer_id: payerId }
}

function numbersView(part: Part | undefined): wire.StoredNumbers | null {
  if (part === undefined) return null
  const { body, payerId } = part
  const head = numbersHeadRecord.decode(body.subarray(0, numbersHeadLength))
  const numbers = unpackNumbers(body)
  const now = toS(blockTimestamp())
  const chosen = (isStandard: boolean): number | null =>
    numbers.find(({ seenS, eventS }) => (isStandard ? beginsS(seenS, eventS) : seenS) <= now)
      ?.number ?? null
  return {
    ...windowView(head.thisUpdateS, head.nextUpdateS, payerId),
    standard: chosen(true),
    early: chosen(false),
  }
}

function documentViews(shelf: Shelf): readonly wire.StoredDocument[] {
  const found: wire.StoredDocument[] = []
  for (const number of numbersOf(shelf)) {
    const stored = loadDocument(shelf, number)
    if (stored === undefined) continue
    const { issuedS, nextS, evaluation } = headOf(stored.packed)
    found.push({
      ...windowView(issuedS, nextS, stored.payerId),
      evaluation_number: evaluation,
      sha256: hexEncode(stored.sha256),
      first_seen_ns: String(stored.firstSeenNs),
    })
  }
  return found
}

export function beaconView({ number, value, madeAtNs }: Beacon): wire.BeaconView {
  return { number: String(number), value: hexEncode(value), made_at_ns: String(madeAtNs) }
}
