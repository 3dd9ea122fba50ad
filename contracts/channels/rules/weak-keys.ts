import { hexEncode } from '@research-hub/compiler/host'

/**
 * The eight small-order points of edwards25519 with their non-canonical encodings, sign bit
 * cleared: 0, 1, the two order-8 y coordinates, p-1, p, p+1. Each stands for two encodings, so
 * these seven refuse all fourteen. For such a key a constant signature fits many messages.
 */
const weak: readonly string[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

export function isWeakKey(publicKey: Uint8Array): boolean {
  const unsigned = publicKey.slice()
  unsigned[31] = (unsigned[31] ?? 0) & 0x7f
  return weak.indexOf(hexEncode(unsigned)) >= 0
}
