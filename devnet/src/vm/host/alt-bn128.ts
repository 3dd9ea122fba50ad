/** The three alt_bn128 functions: little-endian coordinates, affine points, (0, 0) at infinity. */
import { bn254 } from '@noble/curves/bn254.js'
import { inputError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { ExtCost } from '../types/config.js'
import { define, defineVoid, type HostFunction } from './define.js'

const { Fp, Fp2, Fp12, Fr } = bn254.fields
const G1 = bn254.G1.Point
const G2 = bn254.G2.Point
type PointG1 = InstanceType<typeof G1>
type PointG2 = InstanceType<typeof G2>

const wordBytes = 32

function bad(message: string) {
  return inputError('AltBn128InvalidInput', 'AltBn128 invalid input', message)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** Rust's `{:X?}` of bytes, in which nearcore shows the value at fault. */
function shown(bytes: Uint8Array): string {
  return `[${Array.from(bytes, (byte) => byte.toString(16).toUpperCase()).join(', ')}]`
}

function readLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`)
}

function writeLittleEndian(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')).reverse()
}

function word(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(at, at + wordBytes)
}

function coordinate(bytes: Uint8Array): bigint {
  const value = readLittleEndian(bytes)
  if (value >= Fp.ORDER) throw bad(`invalid fq: ${shown(bytes)}`)
  return value
}

function scalar(bytes: Uint8Array): bigint {
  const value = readLittleEndian(bytes)
  if (value >= Fr.ORDER) throw bad(`invalid fr: ${shown(bytes)}`)
  return value
}

function pointG1(bytes: Uint8Array): PointG1 {
  const x = coordinate(word(bytes, 0))
  const y = coordinate(word(bytes, 32))
  if (x === 0n && y === 0n) return G1.ZERO
  if (!Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), 3n))) throw bad(`invalid g1: ${shown(bytes)}`)
  return G1.fromAffine({ x, y })
}

function pointG2(bytes: Uint8Array): PointG2 {
  const at = (offset: number): bigint => coordinate(word(bytes, offset))
  const x = { c0: at(0), c1: at(32) }
  const y = { c0: at(64), c1: at(96) }
  if (Fp2.is0(x) && Fp2.is0(y)) return G2.ZERO
  try {
    const point = G2.fromAffine({ x, y })
    point.assertValidity()
    return point
  } catch {
    throw bad(`invalid g2: ${shown(bytes)}`)
  }
}

function bytesOfG1(point: PointG1): Uint8Array {
  if (point.is0()) return new Uint8Array(64)
  const { x, y } = point.toAffine()
  return Uint8Array.from([...writeLittleEndian(x), ...writeLittleEndian(y)])
}

/** Pays for and splits an input of equal elements. */
function elements(
  logic: Logic,
  costs: 'alt_bn128_g1_multiexp' | 'alt_bn128_g1_sum' | 'alt_bn128_pairing_check',
  size: number,
  length: bigint,
  pointer: bigint,
): Uint8Array[] {
  logic.gas.pay(`${costs}_base` as ExtCost)
  const data = logic.input(length, pointer)
  if (data.length % size !== 0)
    throw bad(`slice of size ${data.length} cannot be precisely split into chunks of size ${size}`)
  const count = data.length / size
  logic.gas.pay(`${costs}_element` as ExtCost, count)
  return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size))
}

function multiexp(element: Uint8Array): PointG1 {
  const point = pointG1(element.subarray(0, 64))
  const factor = scalar(word(element, 64))
  return factor === 0n ? G1.ZERO : point.multiplyUnsafe(factor)
}

function signed(element: Uint8Array): PointG1 {
  const sign = element[0] ?? 0
  if (sign > 1) throw bad(`invalid bool: ${shown(element.subarray(0, 1))}`)
  const point = pointG1(element.subarray(1))
  return sign === 1 ? point.negate() : point
}

function sumOf(points: readonly PointG1[]): Uint8Array {
  return bytesOfG1(points.reduce((sum, point) => sum.add(point), G1.ZERO))
}

export const altBn128Functions: readonly HostFunction[] = [
  defineVoid('alt_bn128_g1_multiexp', 'lll', (logic, length = 0n, pointer = 0n, register = 0n) => {
    const parts = elements(logic, 'alt_bn128_g1_multiexp', 96, length, pointer)
    logic.registers.write(register, sumOf(parts.map(multiexp)))
  }),
  defineVoid('alt_bn128_g1_sum', 'lll', (logic, length = 0n, pointer = 0n, register = 0n) => {
    const parts = elements(logic, 'alt_bn128_g1_sum', 65, length, pointer)
    logic.registers.write(register, sumOf(parts.map(signed)))
  }),
  define('alt_bn128_pairing_check', 'll', 'l', (logic, length = 0n, pointer = 0n) => {
    const pairs = elements(logic, 'alt_bn128_pairing_check', 192, length, pointer)
      .map((part) => ({ g1: pointG1(part.subarray(0, 64)), g2: pointG2(part.subarray(64)) }))
      .filter(({ g1, g2 }) => !g1.is0() && !g2.is0())
    return Fp12.eql(bn254.pairingBatch(pairs), Fp12.ONE) ? 1n : 0n
  }),
]
