/** Uploads of revocation lists. */
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import { isEqual, isSame } from '../../rules/bytes.js'
import { type Crl, listsSerial, parseCrl } from '../../rules/crl.js'
import {
  certificateRecord,
  certificatesOf,
  loadChainRecord,
  numbersKind,
  type Part,
  partsOf,
  type Role,
  roles,
  rootCrlKind,
  saveParts,
  windowRecord,
} from '../../state/chain.js'
import { loadConfig } from '../../state/config.js'
import { loadCrl, saveCrl } from '../../state/crls.js'
import { hostCrypto } from '../host-crypto.js'
import { rootCn } from './certificates.js'
import { parsed, requireDates, requireNewer, requireSignature, requireSigner } from './check.js'
import { type Stored, storedOf } from './upload.js'

/** A list of the root; a stored certificate that it names is removed at once. */
export function uploadRootCrl(bytes: Uint8Array): Stored {
  const crl = parsed('root CRL', () => parseCrl(bytes))
  if (crl.issuerCn !== rootCn) fail('ERR_COLLATERAL_ROLE', crl.issuerCn, 'root')
  const { rootKey } = loadConfig()
  store('root CRL', crl, hostCrypto.sha256(rootKey), () => {
    requireSignature('root CRL', crl.tbs, crl.signature, rootKey)
  })
  const before = partsOf(loadChainRecord())
  const removed: Role[] = []
  const removedKeys: Uint8Array[] = []
  const kept: Part[] = []
  for (const part of before) {
    const role = roles[part.kind]
    if (part.kind === rootCrlKind) continue
    if (role !== undefined) {
      const { serial, keyHash } = certificateRecord.decode(part.body)
      if (listsSerial(crl.serials, serial)) {
        removed.push(role)
        removedKeys.push(keyHash)
        continue
      }
    }
    kept.push(part)
  }
  saveParts(before, [
    ...kept.filter(({ kind, body }) => kind !== numbersKind || !isBy(body, removedKeys)),
    { kind: rootCrlKind, payerId: caller(), body: windowRecord.encode(crl) },
  ])
  return { ...storedOf('root_crl', crl.thisUpdateS, crl.nextUpdateS), removed }
}

/** Whether Intel's numbers are signed by one of these keys: they go with its certificate. */
function isBy(numbers: Uint8Array, keyHashes: readonly Uint8Array[]): boolean {
  return keyHashes.some((keyHash) => isSame(numbers, 0, keyHash, 0, 32))
}

/** A list of the PCK CA whose name it bears and whose key signed it. */
export function uploadPckCrl(bytes: Uint8Array): Stored {
  const name = 'PCK CRL'
  const crl = parsed(name, () => parseCrl(bytes))
  const chain = loadChainRecord()
  const issuerHash = hostCrypto.sha256(crl.issuer)
  for (const role of ['platform', 'processor'] as const) {
    const issuers = certificatesOf(chain, role).filter(({ subjectHash }) =>
      isEqual(subjectHash, issuerHash),
    )
    if (issuers.length === 0) continue
    requireDates(name, crl.thisUpdateS, crl.nextUpdateS)
    const hash = hostCrypto.sha256(crl.tbs)
    const { keyHash } = requireSigner(name, 'PCK CA', issuers, hash, crl.signature)
    store(name, crl, keyHash, () => undefined)
    return storedOf(`${role}_crl`, crl.thisUpdateS, crl.nextUpdateS)
  }
  return fail('ERR_COLLATERAL_ISSUER', `the certificate of ${crl.issuerCn}`)
}

function store(name: string, crl: Crl, keyHash: Uint8Array, checkSignature: () => void): void {
  const { thisUpdateS, nextUpdateS, number, serials } = crl
  requireDates(name, thisUpdateS, nextUpdateS)
  const before = loadCrl(keyHash)
  requireNewer(name, before?.thisUpdateS, thisUpdateS)
  // Intel numbers every list 1, so equal numbers must pass.
  if (before !== undefined && number < before.number) {
    fail('ERR_COLLATERAL_ROLLBACK', name, number, before.number)
  }
  checkSignature()
  saveCrl(keyHash, { payerId: caller(), thisUpdateS, nextUpdateS, number }, serials)
}
