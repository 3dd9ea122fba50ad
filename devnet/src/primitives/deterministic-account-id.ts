import { keccak_256 } from '@noble/hashes/sha3.js'
import { BorshWriter } from './borsh.js'
import { writeStateInit } from './state-init-codec.js'
import type { AccountId, StateInit } from './types.js'

export function deterministicAccountId(stateInit: StateInit): AccountId {
  const hash = keccak_256(writeStateInit(new BorshWriter(), stateInit).finish())
  return `0s${Buffer.from(hash.subarray(12)).toString('hex')}`
}
