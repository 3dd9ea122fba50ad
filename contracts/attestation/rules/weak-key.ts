/** Keys under which anybody can sign or read: points of small order. Pure. */
import { toHex } from './bytes.js'

/** The two y of order 8 of edwards25519, the two u of order 8 of curve25519. */
const orderEight = {
  signing: [
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ],
  encryption: [
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  ],
} as const

/** Also 0, 1, -1 and every coordinate that is not written in its least form, whatever the highest bit says. */
export function isWeakKey(kind: keyof typeof orderEight, key: Uint8Array): boolean {
  const low = key.slice()
  const first = low[0] ?? 0
  const last = (low[31] ?? 0) & 0x7f
  low[31] = last
  const isFilled = (value: number): boolean => low.subarray(1, 31).every((byte) => byte === value)
  if (last === 0 && first < 2 && isFilled(0)) return true
  if (last === 0x7f && first >= 0xec && isFilled(0xff)) return true
  return orderEight[kind].some((weak) => weak === toHex(low))
}
