import { createHash } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import {
  checkSignature,
  formatKey,
  fromHex,
  parseKey,
  randomSigner,
  signerFromSeed,
  toHex,
} from '@research-hub/sdk/payments'
import { isSafePublicKey, nodeSigner, verifySignature } from '@research-hub/sdk/payments/server'
import test from 'ava'

const { Point } = ed25519
const order = Point.Fn.ORDER

test('RFC 8032 test vector 2, with WebCrypto and with node:crypto', async (t) => {
  const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  const signer = await signerFromSeed(seed)
  t.deepEqual(nodeSigner(seed).publicKey, signer.publicKey)
  t.deepEqual(nodeSigner(seed).sign(fromHex('72')), await signer.sign(fromHex('72')))
  t.is(toHex(signer.publicKey), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = await signer.sign(fromHex('72'))
  t.true(await checkSignature(signature, fromHex('72'), signer.publicKey))
  t.false(await checkSignature(signature, fromHex('73'), signer.publicKey))
  t.false(await checkSignature(signature.slice(1), fromHex('72'), signer.publicKey))
  t.is(
    toHex(signature),
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  t.true(verifySignature(signature, fromHex('72'), signer.publicKey))
})

test('INV-10 every single-bit flip of message or signature is refused', (t) => {
  const signer = nodeSigner(new Uint8Array(32).fill(5))
  const message = new Uint8Array(128).fill(7)
  const signature = signer.sign(message)
  t.true(verifySignature(signature, message, signer.publicKey))
  for (let bit = 0; bit < 1024; bit++)
    t.false(verifySignature(signature, flip(message, bit), signer.publicKey))
  for (let bit = 0; bit < 512; bit++)
    t.false(verifySignature(flip(signature, bit), message, signer.publicKey))
})

test('INV-23 a signature with S plus the group order is refused', (t) => {
  const signer = nodeSigner(new Uint8Array(32).fill(6))
  const message = new Uint8Array(128)
  const signature = signer.sign(message)
  const s = readLe(signature.subarray(32)) + order
  const stretched = new Uint8Array([...signature.subarray(0, 32), ...writeLe(s)])
  t.false(verifySignature(stretched, message, signer.publicKey))
})

test('INV-23 small-order and mixed-order keys are unsafe, and most of their signatures fail', (t) => {
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
  for (let i = 0n, point = Point.ZERO; i < 8n; i++, point = point.add(torsion)) {
    t.false(isSafePublicKey(point.toBytes()), `small order ${i}`)
  }
  const { scalar } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(3))
  const mixed = Point.BASE.multiply(scalar).add(torsion)
  t.false(isSafePublicKey(mixed.toBytes()))
  t.true(isSafePublicKey(nodeSigner().publicKey))
  // A payer with a mixed-order key signs as usual; a cofactored verifier would accept every one.
  let accepted = 0
  for (let i = 0; i < 64; i++) {
    const message = new Uint8Array(128).fill(i)
    const signature = signMixed(scalar, mixed.toBytes(), message)
    t.true(ed25519.verify(signature, message, mixed.toBytes(), { zip215: true }))
    if (verifySignature(signature, message, mixed.toBytes())) accepted++
  }
  t.true(accepted < 32, `${accepted} of 64 accepted`)
})

test("INV-23 the accept set is that of NEAR's host function, class by class", (t) => {
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
  const secret = 1_234_567n
  const plain = Point.BASE.multiply(secret)
  const nonce = 7_654_321n
  /** Of many messages one whose torsion parts cancel, and one whose do not. */
  const find = (key: typeof plain, r: typeof plain, s: (h: bigint) => bigint) => {
    const found: { cancels?: boolean[] } = {}
    for (let i = 0; i < 200; i++) {
      const message = new Uint8Array(128).fill(i)
      const [k, rb] = [key.toBytes(), r.toBytes()]
      const h = readLe(sha512(new Uint8Array([...rb, ...k, ...message]))) % order
      const left = s(h) === 0n ? Point.ZERO : Point.BASE.multiply(s(h))
      const cancels = left.equals(r.add(h === 0n ? Point.ZERO : key.multiplyUnsafe(h)))
      const signature = new Uint8Array([...rb, ...writeLe(s(h))])
      const accepted = verifySignature(signature, message, k)
      t.is(accepted, cancels, `message ${i}`)
      found.cancels = [...(found.cancels ?? []), cancels]
    }
    return found.cancels ?? []
  }
  const mixed = plain.add(torsion)
  const honest = (h: bigint): bigint => (nonce + h * secret) % order
  // Ordinary key: an ordinary R always holds, one with torsion never does.
  t.true(find(plain, Point.BASE.multiply(nonce), honest).every(Boolean))
  t.false(find(plain, Point.BASE.multiply(nonce).add(torsion), honest).some(Boolean))
  // R of small order is fine when the equation holds with it.
  t.true(find(plain, Point.ZERO, (h) => (h * secret) % order).every(Boolean))
  // Mixed and small-order keys: about one message in eight, exactly when the torsion cancels.
  for (const [key, r, s] of [
    [mixed, Point.BASE.multiply(nonce), honest],
    [mixed, Point.BASE.multiply(nonce).add(torsion), honest],
    [torsion, Point.ZERO, () => 0n],
    [torsion, Point.BASE.multiply(nonce).add(torsion), () => nonce],
  ] as const) {
    const cancels = find(key, r, s)
    t.true(cancels.some(Boolean) && cancels.some((found) => !found))
  }
  // R that is not canonical (p + 1 for the identity) is refused although the equation holds.
  const wide = new Uint8Array(32).fill(0xff)
  wide[0] = 0xee
  wide[31] = 0x7f
  const message = new Uint8Array(128)
  const h = readLe(sha512(new Uint8Array([...wide, ...plain.toBytes(), ...message]))) % order
  const signature = new Uint8Array([...wide, ...writeLe((h * secret) % order)])
  t.false(verifySignature(signature, message, plain.toBytes()))
})

test('the verifier survives anything', async (t) => {
  const key = (await randomSigner()).publicKey
  t.false(verifySignature(new Uint8Array(63), new Uint8Array(1), key))
  t.false(verifySignature(new Uint8Array(64), new Uint8Array(1), new Uint8Array(31)))
  t.false(
    verifySignature(new Uint8Array(64).fill(255), new Uint8Array(1), new Uint8Array(32).fill(255)),
  )
  t.false(isSafePublicKey(new Uint8Array(32).fill(255)))
  t.is(parseKey('ed25519:0OIl'), undefined)
  t.is(parseKey('secp256k1:11111111111111111111111111111111'), undefined)
  t.deepEqual(parseKey(formatKey(key)), key)
})

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const out = bytes.slice()
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return out
}

function readLe(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`)
}

function writeLe(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0')).reverse()
}

/** RFC 8032 signing with a public key that has a torsion component. */
function signMixed(scalar: bigint, publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const r = BigInt(message[0] ?? 0) + 12_345n
  const R = Point.BASE.multiply(r).toBytes()
  const k = readLe(sha512(new Uint8Array([...R, ...publicKey, ...message]))) % order
  return new Uint8Array([...R, ...writeLe((r + k * scalar) % order)])
}

function sha512(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha512').update(bytes).digest())
}
