/** Intel's collateral, as its provisioning service or a cache serves it, split into the contract's uploads. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromHex } from '../codecs/hex.js'
import { pemCertificates } from './pem.js'

/** x and y of the key of Intel's SGX Root CA. */
export const intelRootKey =
  '0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f567918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394'

export type UploadMethod =
  | 'upsert_root_crl'
  | 'upsert_pck_ca'
  | 'upsert_pck_crl'
  | 'upsert_tcb_signer'
  | 'upsert_tcb_info'
  | 'upsert_qe_identity'
  | 'upsert_tcb_numbers'

/** One call: its method and its input, raw. */
export type Upload = { readonly method: UploadMethod; readonly bytes: Uint8Array }

/** The common JSON shape of collateral: PEM chains, DER as hex, documents as the exact signed text. */
export type CollateralBundle = {
  readonly pck_crl_issuer_chain: string
  readonly root_ca_crl: string
  readonly pck_crl: string
  readonly tcb_info_issuer_chain: string
  readonly tcb_info: string
  readonly tcb_info_signature: string
  readonly qe_identity: string
  readonly qe_identity_signature: string
  /** The envelope of Intel's list of evaluation numbers, as served; the caches do not have it. */
  readonly tcb_numbers?: string
}

/** Everything a platform needs, in the order in which the contract can check it. */
export function splitCollateral(bundle: CollateralBundle): readonly Upload[] {
  return [
    { method: 'upsert_root_crl', bytes: fromHex(bundle.root_ca_crl) },
    { method: 'upsert_pck_ca', bytes: firstOf(bundle.pck_crl_issuer_chain) },
    { method: 'upsert_pck_crl', bytes: fromHex(bundle.pck_crl) },
    { method: 'upsert_tcb_signer', bytes: firstOf(bundle.tcb_info_issuer_chain) },
    {
      method: 'upsert_tcb_info',
      bytes: signedDocument(bundle.tcb_info, bundle.tcb_info_signature),
    },
    {
      method: 'upsert_qe_identity',
      bytes: signedDocument(bundle.qe_identity, bundle.qe_identity_signature),
    },
    ...(bundle.tcb_numbers === undefined ? [] : [tcbNumbers(bundle.tcb_numbers)]),
  ]
}

function tcbNumbers(envelope: string): Upload {
  return {
    method: 'upsert_tcb_numbers',
    bytes: signedMember(envelope, 'tcbEvaluationDataNumbers'),
  }
}

/** The signature, then the text exactly as it was signed. */
export function signedDocument(text: string, signatureHex: string): Uint8Array {
  const signature = fromHex(signatureHex)
  if (signature.length !== 64) throw new RangeError('a signature has 64 bytes')
  return concatBytes(signature, utf8ToBytes(text))
}

/** What an envelope of the vendor's service has beside its signature. */
export type SignedMember = 'tcbInfo' | 'enclaveIdentity' | 'tcbEvaluationDataNumbers'

/**
 * The exact text of one member of an envelope such as `{"tcbInfo":{...},"signature":"..."}`, in
 * whichever order its members come. Parsing and writing anew could change what was signed.
 */
export function signedMember(envelope: string, name: SignedMember): Uint8Array {
  const { signature } = JSON.parse(envelope) as { readonly signature?: unknown }
  if (typeof signature !== 'string') throw new RangeError('the envelope has no signature')
  const from = envelope.indexOf('{', envelope.indexOf(`"${name}"`))
  if (!envelope.includes(`"${name}"`) || from < 0)
    throw new RangeError(`no ${name} in the envelope`)
  return signedDocument(envelope.slice(from, endOfObject(envelope, from)), signature)
}

function endOfObject(text: string, from: number): number {
  let depth = 0
  let isText = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (isText) {
      if (char === '\\') at++
      else if (char === '"') isText = false
    } else if (char === '"') isText = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
  }
  throw new RangeError('the object does not end')
}

function firstOf(chain: string): Uint8Array {
  const [first] = pemCertificates(chain)
  if (first === undefined) throw new RangeError('no certificate in the chain')
  return first
}
