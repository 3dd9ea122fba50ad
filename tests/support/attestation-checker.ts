/**
 * Whether the signatures of TDX evidence hold, judged by node:crypto's own parsers: independent of the
 * contract's rules, for differential tests.
 */
import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'

/** Throws or answers false unless every signature and binding of the chain of trust holds. */
export function isGenuine(quote: Uint8Array, pckLeaf: Uint8Array, caKey: Uint8Array): boolean {
  const bytes = Buffer.from(quote)
  const leafKey = verifiedLeafKey(pckLeaf, caKey)
  if (leafKey === undefined) return false
  const version = bytes.readUInt16LE(0)
  if (version !== 4) return false
  if (bytes.readUInt16LE(2) !== 2 || bytes.readUInt32LE(4) !== 0x81) return false
  const auth = bytes.subarray(636)
  const authLength = bytes.readUInt32LE(632)
  if (authLength > auth.length) return false
  const signature = auth.subarray(0, 64)
  const key = auth.subarray(64, 128)
  if (auth.readUInt16LE(128) !== 6) return false
  if (auth.readUInt32LE(130) !== authLength - 134) return false
  const report = auth.subarray(134, 518)
  const reportSignature = auth.subarray(518, 582)
  const qeAuthLength = auth.readUInt16LE(582)
  if (584 + qeAuthLength + 6 > authLength) return false
  const qeAuth = auth.subarray(584, 584 + qeAuthLength)
  const certification = auth.subarray(584 + qeAuthLength, authLength)
  const type = certification.readUInt16LE(0)
  if (type < 1 || type > 5 || certification.readUInt32LE(2) !== certification.length - 6)
    return false
  if (!isSigned(report, reportSignature, leafKey)) return false
  const bound = createHash('sha256').update(key).update(qeAuth).digest()
  if (!report.subarray(320, 352).equals(bound) || report.subarray(352).some((byte) => byte !== 0)) {
    return false
  }
  return isSigned(bytes.subarray(0, 632), signature, publicKey(key))
}

const leafKeys = new WeakMap<Uint8Array, KeyObject>()

/** The key of a certificate that the CA signed; each certificate is judged once. */
function verifiedLeafKey(pckLeaf: Uint8Array, caKey: Uint8Array): KeyObject | undefined {
  const known = leafKeys.get(pckLeaf)
  if (known !== undefined) return known
  const leaf = new X509Certificate(pckLeaf)
  if (!leaf.verify(publicKey(Buffer.from(caKey)))) return undefined
  leafKeys.set(pckLeaf, leaf.publicKey)
  return leaf.publicKey
}

function isSigned(
  message: Uint8Array,
  signature: Uint8Array,
  key: ReturnType<typeof publicKey>,
): boolean {
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** Of x and y; throws when they are off the curve. */
function publicKey(point: Buffer): KeyObject {
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(0, 32).toString('base64url'),
      y: point.subarray(32, 64).toString('base64url'),
    },
  })
}
