/** Uploads of the two PCK CAs and of the certificate that signs Intel's documents. */
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import type { CollateralResult } from '../../interface.js'
import { type Certificate, parseCertificate } from '../../rules/certificate.js'
import { listsSerial } from '../../rules/crl.js'
import { loadChain, type Role, saveChain } from '../../state/chain.js'
import { loadConfig } from '../../state/config.js'
import { loadCrl } from '../../state/crls.js'
import { hostCrypto } from '../host-crypto.js'
import { parsed, requireDates, requireNewer, requireSignature } from './check.js'

export const rootCn = 'Intel SGX Root CA'

/** The common name decides the role. */
const roleNames: Readonly<Record<Role, string>> = {
  platform: 'Intel SGX PCK Platform CA',
  processor: 'Intel SGX PCK Processor CA',
  signer: 'Intel SGX TCB Signing',
}

export function uploadPckCa(bytes: Uint8Array): CollateralResult {
  const certificate = parsed('PCK CA certificate', () => parseCertificate(bytes))
  const role = certificate.subjectCn === roleNames.processor ? 'processor' : 'platform'
  return store(role, 'PCK CA certificate', certificate)
}

export function uploadTcbSigner(bytes: Uint8Array): CollateralResult {
  const certificate = parsed('TCB signing certificate', () => parseCertificate(bytes))
  return store('signer', 'TCB signing certificate', certificate)
}

function store(role: Role, name: string, certificate: Certificate): CollateralResult {
  const { subjectCn, issuerCn, isCa, notBeforeS, notAfterS, serial, key } = certificate
  if (subjectCn !== roleNames[role] || isCa !== (role !== 'signer')) {
    fail('ERR_COLLATERAL_ROLE', subjectCn, name)
  }
  if (issuerCn !== rootCn) fail('ERR_COLLATERAL_ROLE', issuerCn, 'root')
  requireDates(name, notBeforeS, notAfterS)
  const chain = loadChain()
  requireNewer(name, chain[role]?.notBeforeS, notBeforeS)
  const { rootKey } = loadConfig()
  requireSignature(name, 'root', certificate.tbs, certificate.signature, rootKey)
  const revoked = loadCrl('root')?.serials
  if (revoked !== undefined && listsSerial(revoked, serial)) {
    fail('ERR_COLLATERAL_REVOKED', name)
  }
  const keyHash = hostCrypto.sha256(key)
  const subjectHash = hostCrypto.sha256(certificate.subject)
  const part = { payerId: caller(), key, keyHash, subjectHash, serial, notBeforeS, notAfterS }
  saveChain(chain, { ...chain, [role]: part })
  return { kind: role, valid_from_s: notBeforeS, valid_until_s: notAfterS, removed: [] }
}
