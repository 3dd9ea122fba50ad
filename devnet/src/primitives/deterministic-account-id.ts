import { keccak_256 } from '@noble/hashes/sha3.js'
import { writeStateInit } from './action-codec.js'
import { BorshWriter } from './borsh.js'
import type { AccountId, StateInit } from './types.js'

export function deterministicAccountId(stateInit: StateInit): AccountId {
  const hash = keccak_256(writeStateInit(new BorshWriter(), stateInit).finish())
  return `0s${Buffer.from(hash.subarray(12)).toString('hex')}`
}
