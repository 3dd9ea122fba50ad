/** Uploads of PCK CAs and of the certificate that signs Intel's documents: a new key lives beside the old one. */
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import { maxCertificates } from '../../limits.js'
import { isEqual } from '../../rules/bytes.js'
import { type Certificate, parseCertificate } from '../../rules/certificate.js'
import {
  certificateRecord,
  loadChainRecord,
  type Part,
  partsOf,
  type Role,
  roles,
  saveParts,
} from '../../state/chain.js'
import { loadConfig } from '../../state/config.js'
import { isListed, loadCrlRecord } from '../../state/crls.js'
import { hostCrypto } from '../host-crypto.js'
import { nowS } from '../now.js'
import { parsed, requireDates, requireNewer, requireSignature } from './check.js'
import { type Stored, storedOf } from './upload.js'

export const rootCn = 'Intel SGX Root CA'

/** The common name decides the role. */
const roleNames: Readonly<Record<Role, string>> = {
  platform: 'Intel SGX PCK Platform CA',
  processor: 'Intel SGX PCK Processor CA',
  signer: 'Intel SGX TCB Signing',
}

export function uploadPckCa(bytes: Uint8Array): Stored {
  const certificate = parsed('PCK CA certificate', () => parseCertificate(bytes))
  const role = certificate.subjectCn === roleNames.processor ? 'processor' : 'platform'
  return store(role, 'PCK CA certificate', certificate)
}

export function uploadTcbSigner(bytes: Uint8Array): Stored {
  const certificate = parsed('TCB signing certificate', () => parseCertificate(bytes))
  return store('signer', 'TCB signing certificate', certificate)
}

function store(role: Role, name: string, certificate: Certificate): Stored {
  const { subjectCn, issuerCn, isCa, notBeforeS, notAfterS, serial, key } = certificate
  if (subjectCn !== roleNames[role] || isCa !== (role !== 'signer')) {
    fail('ERR_COLLATERAL_ROLE', subjectCn, name)
  }
  if (issuerCn !== rootCn) fail('ERR_COLLATERAL_ROLE', issuerCn, 'root')
  requireDates(name, notBeforeS, notAfterS)
  const before = partsOf(loadChainRecord())
  const kind = roles.indexOf(role)
  const keyHash = hostCrypto.sha256(key)
  const others: Part[] = []
  let count = 0
  for (const part of before) {
    if (part.kind === kind) {
      const stored = certificateRecord.decode(part.body)
      if (isEqual(stored.keyHash, keyHash)) {
        requireNewer(name, stored.notBeforeS, notBeforeS)
        continue
      }
      if (stored.notAfterS < nowS()) continue
      count++
    }
    others.push(part)
  }
  if (count >= maxCertificates) fail('ERR_COLLATERAL_FULL', count, role)
  const { rootKey } = loadConfig()
  requireSignature(name, certificate.tbs, certificate.signature, rootKey)
  const rootHash = hostCrypto.sha256(rootKey)
  const crl = loadCrlRecord(rootHash)
  if (crl !== undefined && isListed(crl, rootHash, serial)) fail('ERR_COLLATERAL_REVOKED', name)
  const subjectHash = hostCrypto.sha256(certificate.subject)
  const body = certificateRecord.encode({
    key,
    keyHash,
    subjectHash,
    serial,
    notBeforeS,
    notAfterS,
  })
  saveParts(before, [...others, { kind, payerId: caller(), body }])
  return storedOf(role, notBeforeS, notAfterS)
}
