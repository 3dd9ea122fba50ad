/** Uploads of revocation lists. */
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import type { CollateralResult } from '../../interface.js'
import { isEqual } from '../../rules/bytes.js'
import { type Crl, listsSerial, parseCrl } from '../../rules/crl.js'
import { type Chain, loadChain, roles, saveChain } from '../../state/chain.js'
import { loadConfig } from '../../state/config.js'
import { type CrlIssuer, loadCrl, saveCrl } from '../../state/crls.js'
import { hostCrypto } from '../host-crypto.js'
import { rootCn } from './certificates.js'
import { parsed, requireDates, requireNewer, requireSignature } from './check.js'

/** A list of the root; a stored certificate that it names is removed at once. */
export function uploadRootCrl(bytes: Uint8Array): CollateralResult {
  const crl = parsed('root CRL', () => parseCrl(bytes))
  if (crl.issuerCn !== rootCn) fail('ERR_COLLATERAL_ROLE', crl.issuerCn, 'root')
  const { rootKey } = loadConfig()
  store('root', 'root CRL', crl, 'root', rootKey, hostCrypto.sha256(rootKey))
  const chain = loadChain()
  const removed = roles.filter((role) => {
    const certificate = chain[role]
    return certificate !== undefined && listsSerial(crl.serials, certificate.serial)
  })
  const kept: Chain = {
    platform: removed.indexOf('platform') < 0 ? chain.platform : undefined,
    processor: removed.indexOf('processor') < 0 ? chain.processor : undefined,
    signer: removed.indexOf('signer') < 0 ? chain.signer : undefined,
    rootCrl: {
      payerId: caller(),
      thisUpdateS: crl.thisUpdateS,
      nextUpdateS: crl.nextUpdateS,
    },
  }
  saveChain(chain, kept)
  return { ...windowOf('root_crl', crl), removed }
}

/** A list of the PCK CA whose name it bears. */
export function uploadPckCrl(bytes: Uint8Array): CollateralResult {
  const crl = parsed('PCK CRL', () => parseCrl(bytes))
  const chain = loadChain()
  const issuerHash = hostCrypto.sha256(crl.issuer)
  const role = (['platform', 'processor'] as const).find((name) => {
    const ca = chain[name]
    return ca !== undefined && isEqual(ca.subjectHash, issuerHash)
  })
  const ca = role === undefined ? undefined : chain[role]
  if (role === undefined || ca === undefined) {
    fail('ERR_COLLATERAL_ISSUER', `the certificate of ${crl.issuerCn}`)
  }
  store(role, 'PCK CRL', crl, 'PCK CA', ca.key, ca.keyHash)
  return windowOf(`${role}_crl`, crl)
}

function store(
  issuer: CrlIssuer,
  name: string,
  crl: Crl,
  signer: string,
  key: Uint8Array,
  issuerKeyHash: Uint8Array,
): void {
  const { thisUpdateS, nextUpdateS, number, serials } = crl
  requireDates(name, thisUpdateS, nextUpdateS)
  const stored = loadCrl(issuer)
  // A list of a CA's former key says nothing of the new one.
  const before =
    stored !== undefined && isEqual(stored.issuerKeyHash, issuerKeyHash) ? stored : undefined
  requireNewer(name, before?.thisUpdateS, thisUpdateS)
  // Intel numbers every list 1, so equal numbers must pass.
  if (before !== undefined && number < before.number) {
    fail('ERR_COLLATERAL_ROLLBACK', name, number, before.number)
  }
  requireSignature(name, signer, crl.tbs, crl.signature, key)
  saveCrl(issuer, { payerId: caller(), issuerKeyHash, thisUpdateS, nextUpdateS, number, serials })
}

function windowOf(kind: string, crl: Crl): CollateralResult {
  return { kind, valid_from_s: crl.thisUpdateS, valid_until_s: crl.nextUpdateS, removed: [] }
}
