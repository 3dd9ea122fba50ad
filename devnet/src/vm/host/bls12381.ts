/** The nine bls12381 functions (NEP-488): big-endian coordinates, c1 before c0, blst's flag bits. */
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { inputError } from '../logic/errors.js'
import type { ExtCost } from '../types/config.js'
import { define, type HostFunction } from './define.js'

const { Fp, Fp2, Fp12 } = bls12_381.fields
const G1 = bls12_381.G1.Point
const G2 = bls12_381.G2.Point
type PointG1 = InstanceType<typeof G1>
type PointG2 = InstanceType<typeof G2>
type Complex = { readonly c0: bigint; readonly c1: bigint }

const fieldBytes = 48
const flag = { compressed: 0x80, infinity: 0x40, larger: 0x20 } as const
const b1 = 4n
const b2: Complex = { c0: 4n, c1: 4n }

/** The library takes one number here; its declaration asks for a list, as for G2. */
const mapToG1 = bls12_381.G1.mapToCurve as unknown as (value: bigint) => {
  readonly x: bigint
  readonly y: bigint
}

/** Bytes that are no point or number; the function answers 1. */
class Malformed extends Error {}

function number(bytes: Uint8Array): bigint {
  const value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  if (value >= Fp.ORDER) throw new Malformed()
  return value
}

function complex(bytes: Uint8Array): Complex {
  return { c1: number(bytes.subarray(0, fieldBytes)), c0: number(bytes.subarray(fieldBytes)) }
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(fieldBytes * 2, '0'), 'hex')
}

/** What the two groups differ in. */
type Group<P, C> = {
  /** Bytes of one coordinate. */
  readonly size: number
  readonly zero: P
  readonly coordinate: (bytes: Uint8Array) => C
  readonly fromAffine: (x: C, y: C) => P
  readonly isOnCurve: (x: C, y: C) => boolean
  readonly isZero: (x: C) => boolean
  readonly isInSubgroup: (point: P) => boolean
  readonly decompress: (x: C, isLarger: boolean) => P | undefined
  readonly add: (a: P, b: P) => P
  readonly negate: (point: P) => P
  readonly multiply: (point: P, factor: bigint) => P
  readonly toBytes: (point: P) => Uint8Array
}

const groupOrder = bls12_381.fields.Fr.ORDER

const first: Group<PointG1, bigint> = {
  size: fieldBytes,
  zero: G1.ZERO,
  coordinate: number,
  fromAffine: (x, y) => G1.fromAffine({ x, y }),
  isOnCurve: (x, y) => Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), b1)),
  isZero: (x) => x === 0n,
  isInSubgroup: (point) => point.is0() || point.isTorsionFree(),
  decompress: (x, isLarger) => {
    const y = squareRoot(Fp, Fp.add(Fp.mul(Fp.sqr(x), x), b1))
    if (y === undefined) return undefined
    return G1.fromAffine({ x, y: y > Fp.neg(y) === isLarger ? y : Fp.neg(y) })
  },
  add: (a, b) => a.add(b),
  negate: (point) => point.negate(),
  multiply: (point, factor) => {
    const reduced = factor % groupOrder
    return reduced === 0n ? G1.ZERO : point.multiplyUnsafe(reduced)
  },
  toBytes: (point) => {
    if (point.is0()) return infinity(2 * fieldBytes)
    const { x, y } = point.toAffine()
    return Buffer.concat([bytesOf(x), bytesOf(y)])
  },
}

const second: Group<PointG2, Complex> = {
  size: 2 * fieldBytes,
  zero: G2.ZERO,
  coordinate: complex,
  fromAffine: (x, y) => G2.fromAffine({ x, y }),
  isOnCurve: (x, y) => Fp2.eql(Fp2.sqr(y), Fp2.add(Fp2.mul(Fp2.sqr(x), x), b2)),
  isZero: (x) => x.c0 === 0n && x.c1 === 0n,
  isInSubgroup: (point) => point.is0() || point.isTorsionFree(),
  decompress: (x, isLarger) => {
    const y = squareRoot(Fp2, Fp2.add(Fp2.mul(Fp2.sqr(x), x), b2))
    if (y === undefined) return undefined
    const other = Fp2.neg(y)
    const yIsLarger = y.c1 === other.c1 ? y.c0 > other.c0 : y.c1 > other.c1
    return G2.fromAffine({ x, y: yIsLarger === isLarger ? y : other })
  },
  add: (a, b) => a.add(b),
  negate: (point) => point.negate(),
  multiply: (point, factor) => {
    const reduced = factor % groupOrder
    return reduced === 0n ? G2.ZERO : point.multiplyUnsafe(reduced)
  },
  toBytes: (point) => {
    if (point.is0()) return infinity(4 * fieldBytes)
    const { x, y } = point.toAffine()
    return Buffer.concat([bytesOf(x.c1), bytesOf(x.c0), bytesOf(y.c1), bytesOf(y.c0)])
  },
}

function squareRoot<T>(
  field: {
    readonly sqrt: (value: T) => T
    readonly eql: (a: T, b: T) => boolean
    readonly sqr: (a: T) => T
  },
  value: T,
): T | undefined {
  try {
    const root = field.sqrt(value)
    return field.eql(field.sqr(root), value) ? root : undefined
  } catch {
    return undefined
  }
}

function infinity(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes[0] = flag.infinity
  return bytes
}

/**
 * A point in blst's uncompressed form, on the curve; in the prime-order group when asked. A point
 * with x = 0, on the curve but outside the group, is refused whatever is asked.
 */
function readPoint<P, C>(group: Group<P, C>, bytes: Uint8Array, inSubgroup: boolean): P {
  const head = bytes[0] ?? 0
  if ((head & (flag.compressed | flag.larger)) !== 0) throw new Malformed()
  if ((head & flag.infinity) !== 0) {
    if (head !== flag.infinity || bytes.subarray(1).some((byte) => byte !== 0))
      throw new Malformed()
    return group.zero
  }
  const x = group.coordinate(bytes.subarray(0, group.size))
  const y = group.coordinate(bytes.subarray(group.size))
  if (!group.isOnCurve(x, y) || group.isZero(x)) throw new Malformed()
  const point = group.fromAffine(x, y)
  if (inSubgroup && !group.isInSubgroup(point)) throw new Malformed()
  return point
}

function readCompressed<P, C>(group: Group<P, C>, bytes: Uint8Array): P {
  const head = bytes[0] ?? 0
  if ((head & flag.compressed) === 0) throw new Malformed()
  if ((head & flag.infinity) !== 0) {
    const isClean = head === (flag.compressed | flag.infinity)
    if (!isClean || bytes.subarray(1).some((byte) => byte !== 0)) throw new Malformed()
    return group.zero
  }
  const plain = Uint8Array.from(bytes)
  plain[0] = head & 0x1f
  const x = group.coordinate(plain)
  const point = group.isZero(x) ? undefined : group.decompress(x, (head & flag.larger) !== 0)
  if (point === undefined) throw new Malformed()
  return point
}

function readSigned<P, C>(group: Group<P, C>, bytes: Uint8Array): P {
  const sign = bytes[0] ?? 0
  if (sign > 1) throw new Malformed()
  const point = readPoint(group, bytes.subarray(1), false)
  return sign === 1 ? group.negate(point) : point
}

function readProduct<P, C>(group: Group<P, C>, bytes: Uint8Array): P {
  const point = readPoint(group, bytes.subarray(0, 2 * group.size), true)
  const factor = Uint8Array.from(bytes.subarray(2 * group.size)).reverse()
  return group.multiply(point, BigInt(`0x${Buffer.from(factor).toString('hex')}`))
}

/** The elements, all of one size; `shownName` is what nearcore calls the function in the error. */
function split(data: Uint8Array, size: number, shownName: string): Uint8Array[] {
  if (data.length % size !== 0) {
    throw inputError(
      'BLS12381InvalidInput',
      'BLS12-381 invalid input',
      `Incorrect input length for ${shownName}: ${data.length} is not divisible by ${size}`,
    )
  }
  const count = data.length / size
  return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size))
}

const shownNames: Readonly<Record<string, string>> = {
  bls12381_g1_multiexp: 'bls12381_p1_multiexp',
  bls12381_g2_multiexp: 'bls12381_p2_multiexp',
}

/** `(len, ptr, register) -> 0 | 1`: bytes out of bytes, or 1 for malformed input. */
function transform(
  name: string,
  size: number,
  compute: (parts: readonly Uint8Array[]) => Uint8Array,
): HostFunction {
  return define(
    name,
    'lll',
    'l',
    (logic, length = 0n, pointer = 0n, register = 0n) => {
      logic.gas.pay(`${name}_base` as ExtCost)
      // By the length as given, before it is known whether it means a register.
      logic.gas.pay(`${name}_element` as ExtCost, length / BigInt(size))
      const parts = split(logic.input(length, pointer), size, shownNames[name] ?? name)
      let result: Uint8Array
      try {
        result = compute(parts)
      } catch (error) {
        if (error instanceof Malformed) return 1n
        throw error
      }
      logic.registers.write(register, result)
      return 0n
    },
    70,
  )
}

const sum =
  <P, C>(group: Group<P, C>, read: (group: Group<P, C>, bytes: Uint8Array) => P) =>
  (parts: readonly Uint8Array[]): Uint8Array =>
    group.toBytes(parts.map((part) => read(group, part)).reduce(group.add, group.zero))

const each =
  <P, C>(group: Group<P, C>, read: (bytes: Uint8Array) => P) =>
  (parts: readonly Uint8Array[]): Uint8Array =>
    Buffer.concat(parts.map((part) => group.toBytes(read(part))))

function isPairingOne(parts: readonly Uint8Array[]): boolean {
  const pairs = parts
    .map((part) => ({
      g1: readPoint(first, part.subarray(0, 96), true),
      g2: readPoint(second, part.subarray(96), true),
    }))
    .filter(({ g1, g2 }) => !g1.is0() && !g2.is0())
  return Fp12.eql(bls12_381.pairingBatch(pairs), Fp12.ONE)
}

export const bls12381Functions: readonly HostFunction[] = [
  transform('bls12381_p1_sum', 97, sum(first, readSigned)),
  transform('bls12381_p2_sum', 193, sum(second, readSigned)),
  transform('bls12381_g1_multiexp', 128, sum(first, readProduct)),
  transform('bls12381_g2_multiexp', 224, sum(second, readProduct)),
  transform(
    'bls12381_map_fp_to_g1',
    48,
    each(first, (bytes) => {
      const { x, y } = mapToG1(number(bytes))
      return G1.fromAffine({ x, y })
    }),
  ),
  transform(
    'bls12381_map_fp2_to_g2',
    96,
    each(second, (bytes) => {
      const { c0, c1 } = complex(bytes)
      const { x, y } = bls12_381.G2.mapToCurve([c0, c1])
      return G2.fromAffine({ x, y })
    }),
  ),
  transform(
    'bls12381_p1_decompress',
    48,
    each(first, (bytes) => readCompressed(first, bytes)),
  ),
  transform(
    'bls12381_p2_decompress',
    96,
    each(second, (bytes) => readCompressed(second, bytes)),
  ),
  define(
    'bls12381_pairing_check',
    'll',
    'l',
    (logic, length = 0n, pointer = 0n) => {
      logic.gas.pay('bls12381_pairing_base')
      const data = logic.input(length, pointer)
      logic.gas.pay('bls12381_pairing_element', Math.floor(data.length / 288))
      const parts = split(data, 288, 'bls12381_pairing_check')
      try {
        return isPairingOne(parts) ? 0n : 2n
      } catch (error) {
        if (error instanceof Malformed) return 1n
        throw error
      }
    },
    70,
  ),
]
