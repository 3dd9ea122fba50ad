import { useNatives } from '@research-hub/contracts/attestation/rules/bytes'

/** Lets the contract's pure rules run in Node: import for its effect. */
useNatives({
  isEqual: (a, b) => Buffer.compare(a, b) === 0,
  isSame: (a, aAt, b, bAt, length) =>
    Buffer.compare(a.subarray(aAt, aAt + length), b.subarray(bAt, bAt + length)) === 0,
  toHex: (bytes) => Buffer.from(bytes).toString('hex'),
  fromAscii: (text) => new Uint8Array(Buffer.from(text, 'utf8')),
  toText: (bytes) => Buffer.from(bytes).toString('utf8'),
  fromHex: (text) =>
    /^([0-9a-f]{2})*$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined,
})
