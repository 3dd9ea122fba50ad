import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { p384 } from '@noble/curves/nist.js'
import { compile } from '@research-hub/compiler'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import fc from 'fast-check'
import { contractPath, deployedId, deployOnDevnet } from '../support/compile-fixture.js'
import { fuzzAsync } from '../support/fuzz.js'

const n = p384.Point.Fn.ORDER
const p = p384.Point.Fp.ORDER
const { BASE } = p384.Point

async function verifier(): Promise<
  (hash: Uint8Array, signature: Uint8Array, key: Uint8Array) => Promise<boolean>
> {
  const { wasm } = await compile(contractPath('p384'))
  const { devnet } = await deployOnDevnet(wasm)
  return async (hash, signature, key) => {
    const input = Buffer.concat([signature, key, hash])
    return Buffer.from(await devnet.viewRaw(deployedId, 'verify', input)).toString() === '1'
  }
}

function bytes48(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(96, '0'), 'hex')
}

/** What an independent implementation says of the same bytes. */
function reference(hash: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  try {
    return p384.verify(signature, hash, key, { prehash: false, lowS: false })
  } catch {
    return false
  }
}

type Vector = {
  readonly name: string
  readonly key: string
  readonly messageText: string
  readonly signature: string
  readonly valid: boolean
}

test('RFC 6979 and Wycheproof vectors', async (t) => {
  const verify = await verifier()
  const path = join(findRoot(), 'tests', 'vectors', 'p384.json')
  const { vectors } = JSON.parse(readFileSync(path, 'utf8')) as { readonly vectors: Vector[] }
  for (const { name, key, messageText, signature, valid } of vectors) {
    const hash = createHash('sha384').update(messageText).digest()
    const signed = Buffer.from(signature, 'hex')
    t.is(await verify(hash, signed, Buffer.from(key, 'hex')), valid, name)
  }
})

test('special values of r and s, as in Wycheproof, are refused', async (t) => {
  const verify = await verifier()
  const key = BASE.multiply(7n).toBytes(false)
  const hash = createHash('sha384').update('m').digest()
  for (const r of [0n, 1n, n, n - 1n, n + 1n, p, p + 1n]) {
    for (const s of [0n, 1n, n, n - 1n, n + 1n, p]) {
      const signature = Buffer.concat([bytes48(r), bytes48(s)])
      t.is(await verify(hash, signature, key), reference(hash, signature, key), `r=${r} s=${s}`)
    }
  }
})

test('keys off the curve, at infinity or out of range are refused', async (t) => {
  const verify = await verifier()
  const signature = Buffer.concat([bytes48(5n), bytes48(7n)])
  const hash = new Uint8Array(48).fill(1)
  const { x, y } = BASE.toAffine()
  const keys = [
    [4, x, y ^ 1n],
    [4, 0n, 0n],
    [4, p + 5n, y],
    [2, x, y],
    [0, x, y],
  ] as const
  for (const [form, keyX, keyY] of keys) {
    const key = Buffer.concat([Uint8Array.of(form), bytes48(keyX), bytes48(keyY)])
    t.false(await verify(hash, signature, key))
  }
})

test('any u1 and u2: signatures made to need them verify, also where intermediate points meet', async (t) => {
  const verify = await verifier()
  const edge = fc.constantFrom(
    0n,
    1n,
    2n,
    3n,
    15n,
    16n,
    31n,
    32n,
    n - 1n,
    n - 2n,
    (n - 1n) / 2n,
    (n + 1n) / 2n,
    2n ** 383n,
    2n ** 256n - 1n,
  )
  const scalar = fc.oneof(edge, fc.bigInt({ min: 1n, max: n - 1n }))
  const privateKey = fc.oneof(
    fc.constantFrom(1n, 2n, 3n, n - 1n, n - 2n, (n + 1n) / 2n),
    fc.bigInt({ min: 1n, max: n - 1n }),
  )
  const { Fn } = p384.Point
  await fuzzAsync(
    t,
    fc.asyncProperty(scalar, scalar, privateKey, fc.boolean(), async (u1, second, d, cancels) => {
      // Half of the cases make u1 G and u2 Q opposite or equal.
      const u2 = cancels ? Fn.create(Fn.div(u1, d)) : second
      if (u2 === 0n) return
      const key = BASE.multiply(d)
      const sum = Fn.create(u1 + u2 * d)
      const r = sum === 0n ? 1n : Fn.create(BASE.multiply(sum).toAffine().x)
      const s = Fn.div(r, u2)
      const hash = bytes48(Fn.create(u1 * s))
      const signature = Buffer.concat([bytes48(r), bytes48(s)])
      const expected = sum !== 0n
      t.is(reference(hash, signature, key.toBytes(false)), expected)
      t.is(await verify(hash, signature, key.toBytes(false)), expected)
    }),
    60,
  )
})

test('hashes of other lengths count by their leftmost 384 bits', async (t) => {
  const verify = await verifier()
  const secret = bytes48(12345n)
  const key = p384.getPublicKey(secret, false)
  for (const length of [20, 32, 48, 64]) {
    const hash = new Uint8Array(length).fill(length)
    const signature = p384.sign(hash, secret, { prehash: false, lowS: false })
    t.true(await verify(hash, signature, key), `${length} bytes`)
  }
})
