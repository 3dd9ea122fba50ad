import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bn254 } from '@noble/curves/bn254.js'
import test from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'

const names = [
  'alt_bn128_g1_multiexp',
  'alt_bn128_g1_sum',
  'alt_bn128_pairing_check',
  'bls12381_p1_sum',
  'bls12381_p2_sum',
  'bls12381_g1_multiexp',
  'bls12381_g2_multiexp',
  'bls12381_map_fp_to_g1',
  'bls12381_map_fp2_to_g2',
  'bls12381_p1_decompress',
  'bls12381_p2_decompress',
  'bls12381_pairing_check',
] as const

type Curves = (name: (typeof names)[number], input: Uint8Array) => Promise<string>

/** Calls a curve function; the answer is its result and, after a colon, the register in hex. */
async function curves(): Promise<Curves> {
  const methods = names.map(
    (name) => `export function ${name}() {
      env.input(0n)
      const result = env.${name}(env.read_register(0n)${name.endsWith('check') ? '' : ', 1n'})
      const out = env.register_len(1n) < 1000n ? [...env.read_register(1n)].map((byte) => byte.toString(16).padStart(2, '0')).join('') : ''
      env.value_return(String(result) + ':' + out)
    }`,
  )
  const { wasm } = await compileText(`declare const env: unknown\n${methods.join('\n')}`)
  const { devnet } = await deployOnDevnet(wasm)
  return async (name, input) =>
    new TextDecoder().decode(await devnet.viewRaw(deployedId, name, input))
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)
const little = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')).reverse()

function bnBytes(point: InstanceType<typeof bn254.G1.Point>): Uint8Array {
  if (point.is0()) return new Uint8Array(64)
  const { x, y } = point.toAffine()
  return join(little(x), little(y))
}

function bnBytes2(point: InstanceType<typeof bn254.G2.Point>): Uint8Array {
  const { x, y } = point.toAffine()
  return join(little(x.c0), little(x.c1), little(y.c0), little(y.c1))
}

test('alt_bn128: EIP-196 doubling, sums with signs, the point at infinity', async (t) => {
  const call = await curves()
  const one = bnBytes(bn254.G1.Point.BASE)
  const doubled = join(
    little(0x030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3n),
    little(0x15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4n),
  )
  const plus = Uint8Array.of(0)
  const minus = Uint8Array.of(1)
  t.is(await call('alt_bn128_g1_sum', join(plus, one, plus, one)), `undefined:${hexOf(doubled)}`)
  t.is(await call('alt_bn128_g1_sum', join(plus, one, minus, one)), `undefined:${'00'.repeat(64)}`)
  t.is(await call('alt_bn128_g1_sum', new Uint8Array()), `undefined:${'00'.repeat(64)}`)
  t.is(await call('alt_bn128_g1_multiexp', join(one, little(2n))), `undefined:${hexOf(doubled)}`)
})

test('alt_bn128: pairings are bilinear', async (t) => {
  const call = await curves()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.bigInt({ min: 1n, max: 2n ** 200n }), async (factor) => {
      const { BASE } = bn254.G1.Point
      const other = bn254.G2.Point.BASE
      const left = join(bnBytes(BASE.multiply(factor)), bnBytes2(other))
      const right = join(bnBytes(BASE.negate()), bnBytes2(other.multiply(factor)))
      t.is(await call('alt_bn128_pairing_check', join(left, right)), '1:')
      t.is(await call('alt_bn128_pairing_check', left), '0:')
    }),
    3,
  )
})

test('alt_bn128: malformed input ends the call', async (t) => {
  const call = await curves()
  const one = bnBytes(bn254.G1.Point.BASE)
  const offCurve = join(little(1n), little(3n))
  const tooLarge = join(little(bn254.fields.Fp.ORDER), little(2n))
  const bad = [
    one,
    join(Uint8Array.of(2), one),
    join(Uint8Array.of(0), offCurve),
    join(Uint8Array.of(0), tooLarge),
  ]
  for (const input of bad)
    await t.throwsAsync(call('alt_bn128_g1_sum', input), { message: /AltBn128InvalidInput/ })
})

const { G1, G2 } = bls12_381

test('bls12381: sums, products and compressed points agree with an independent library', async (t) => {
  const call = await curves()
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.bigInt({ min: 1n, max: 2n ** 250n }),
      fc.bigInt({ min: 1n, max: 2n ** 250n }),
      async (a, b) => {
        for (const [group, sum, product, decompress] of [
          [G1, 'bls12381_p1_sum', 'bls12381_g1_multiexp', 'bls12381_p1_decompress'],
          [G2, 'bls12381_p2_sum', 'bls12381_g2_multiexp', 'bls12381_p2_decompress'],
        ] as const) {
          const first = group.Point.BASE.multiply(a)
          const second = group.Point.BASE.multiply(b)
          const added = group === G1 ? G1.Point.BASE.multiply(a + b) : G2.Point.BASE.multiply(a + b)
          const plus = Uint8Array.of(0)
          t.is(
            await call(sum, join(plus, first.toBytes(false), plus, second.toBytes(false))),
            `0:${hexOf(added.toBytes(false))}`,
          )
          t.is(
            await call(product, join(group.Point.BASE.toBytes(false), little(a))),
            `0:${hexOf(first.toBytes(false))}`,
          )
          t.is(await call(decompress, first.toBytes(true)), `0:${hexOf(first.toBytes(false))}`)
        }
      },
    ),
    3,
  )
})

test('bls12381: pairings, infinity and what is malformed', async (t) => {
  const call = await curves()
  const p = G1.Point.BASE
  const q = G2.Point.BASE
  const good = join(
    p.multiply(9n).toBytes(false),
    q.toBytes(false),
    p.negate().toBytes(false),
    q.multiply(9n).toBytes(false),
  )
  t.is(await call('bls12381_pairing_check', good), '0:')
  t.is(await call('bls12381_pairing_check', good.subarray(0, 288)), '2:')
  t.is(await call('bls12381_pairing_check', new Uint8Array()), '0:')
  t.is(await call('bls12381_pairing_check', new Uint8Array(288)), '1:')
  const infinity = new Uint8Array(96)
  infinity[0] = 0x40
  t.is(await call('bls12381_p1_sum', new Uint8Array()), `0:${hexOf(infinity)}`)
  t.is(await call('bls12381_p1_sum', join(Uint8Array.of(0), infinity)), `0:${hexOf(infinity)}`)
  t.is(await call('bls12381_p1_sum', join(Uint8Array.of(2), infinity)), '1:')
  t.is(await call('bls12381_p1_decompress', new Uint8Array(48)), '1:')
  // The field's order is no element of it.
  const order = Buffer.from(bls12_381.fields.Fp.ORDER.toString(16).padStart(96, '0'), 'hex')
  t.is(await call('bls12381_map_fp_to_g1', order), '1:')
  // A point of the curve outside the prime-order group may be added, not multiplied or paired.
  const outside = pointOutsideSubgroup()
  t.regex(await call('bls12381_p1_sum', join(Uint8Array.of(0), outside)), /^0:/)
  t.is(await call('bls12381_g1_multiexp', join(outside, little(1n))), '1:')
  await t.throwsAsync(call('bls12381_p1_sum', new Uint8Array(96)), {
    message: /BLS12381InvalidInput/,
  })
})

test('bls12381: mapping to the groups ends in them and is that of RFC 9380', async (t) => {
  const call = await curves()
  const mapped = await call('bls12381_map_fp_to_g1', new Uint8Array(48))
  const point = G1.Point.fromHex(mapped.slice(2))
  t.notThrows(() => point.assertValidity())
  const mapped2 = await call('bls12381_map_fp2_to_g2', new Uint8Array(96))
  t.notThrows(() => G2.Point.fromHex(mapped2.slice(2)).assertValidity())
})

/** The smallest x whose point is on the curve and not in the group. */
function pointOutsideSubgroup(): Uint8Array {
  const { Fp } = bls12_381.fields
  for (let x = 1n; ; x++) {
    const square = Fp.add(Fp.mul(Fp.sqr(x), x), 4n)
    let y: bigint
    try {
      y = Fp.sqrt(square)
    } catch {
      continue
    }
    if (G1.Point.fromAffine({ x, y }).isTorsionFree()) continue
    const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(96, '0'), 'hex')
    return join(bytes(x), bytes(y))
  }
}
