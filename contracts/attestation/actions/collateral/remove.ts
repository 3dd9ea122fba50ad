/** Taking away collateral that has ended, by whoever pays for it. */
import { caller } from '../../../common/wire/caller.js'
import { emit } from '../../../common/wire/events.js'
import { fail } from '../../errors.js'
import type { CollateralKind } from '../../interface.js'
import { isSame, u32 } from '../../rules/bytes.js'
import { headOf } from '../../rules/packed-document.js'
import {
  certificateRecord,
  loadChainRecord,
  numbersKind,
  type Part,
  partsOf,
  roles,
  rootCrlKind,
  saveParts,
  windowRecord,
} from '../../state/chain.js'
import { loadConfig } from '../../state/config.js'
import { loadCrl, removeCrl } from '../../state/crls.js'
import {
  loadDocument,
  qeIdentityShelf,
  removeDocument,
  tcbInfoShelf,
} from '../../state/documents.js'
import { numbersAt } from '../../state/numbers.js'
import { hostCrypto } from '../host-crypto.js'
import { nowS } from '../now.js'
import { settleStorage } from '../settle-storage.js'

/** Which of a kind: a key's hash for certificates and PCK CRLs; number, and platform of TCB info. */
export type Which = {
  readonly keyHash: Uint8Array
  readonly fmspc: Uint8Array
  readonly evaluation: number
}

/** What a kind is called by its place among the parts of the chain record. */
const partKinds: readonly CollateralKind[] = [
  'platform_ca',
  'processor_ca',
  'tcb_signer',
  'root_crl',
  'tcb_numbers',
]

export function removeCollateral(kind: CollateralKind, which: Which): void {
  if (kind === 'tcb_info' || kind === 'qe_identity') {
    const shelf = kind === 'tcb_info' ? tcbInfoShelf(which.fmspc) : qeIdentityShelf
    const stored = loadDocument(shelf, which.evaluation)
    requireEnded(kind, stored?.payerId, stored === undefined ? 0 : headOf(stored.packed).nextS)
    removeDocument(shelf, which.evaluation)
  } else if (kind === 'pck_crl') {
    const stored = loadCrl(which.keyHash)
    requireEnded(kind, stored?.payerId, stored?.nextUpdateS ?? 0)
    removeCrl(which.keyHash)
  } else removePart(kind, which.keyHash)
  settleStorage()
  emit('collateral_removed', { kind, payer_id: caller() })
}

function removePart(name: CollateralKind, keyHash: Uint8Array): void {
  const kind = partKinds.indexOf(name)
  const parts = partsOf(loadChainRecord())
  const isMeant = (part: Part): boolean =>
    part.kind === kind && (roles[kind] === undefined || isSame(part.body, 0, keyHash, 0, 32))
  const found = parts.find(isMeant)
  requireEnded(name, found?.payerId, found === undefined ? 0 : endOf(found))
  if (kind === rootCrlKind) removeCrl(hostCrypto.sha256(loadConfig().rootKey))
  saveParts(
    parts,
    parts.filter((part) => part !== found),
  )
}

function endOf({ kind, body }: Part): number {
  if (kind === numbersKind) return u32(body, numbersAt.nextUpdateS)
  if (kind === rootCrlKind) return windowRecord.decode(body).nextUpdateS
  return certificateRecord.decode(body).notAfterS
}

function requireEnded(kind: CollateralKind, payerId: string | undefined, untilS: number): void {
  const account = caller()
  if (payerId === undefined) fail('ERR_COLLATERAL_UNKNOWN', kind)
  if (payerId !== account) fail('ERR_COLLATERAL_PAYER', account, kind)
  const now = nowS()
  if (now <= untilS) fail('ERR_COLLATERAL_LIVE', kind, untilS, now)
}
