/** Who and what takes part in a run. */

/** ann and bob pay, bob, cat and dan are paid, tower watches; relay and eve have no account here. */
export const names = ['ann', 'bob', 'cat', 'dan', 'tower', 'relay', 'eve'] as const
export type Name = (typeof names)[number]

export const payers = ['ann', 'bob'] as const satisfies readonly Name[]
export const payees = ['bob', 'cat', 'dan'] as const satisfies readonly Name[]

export const idOf = (name: Name): string => `${name}.hub.near`

export const contractId = 'channels.hub.near'
export const ownerId = 'hub.near'
export const licensingId = 'licensing.hub.near'

/** NEAR and two NEP-141 tokens, in the order of their indices: one well-behaved, one malicious. */
export const tokens = ['NEAR', 'good.hub.near', 'bad.hub.near'] as const
export type Token = (typeof tokens)[number]
export const [near, good, bad] = tokens

export const assets = ['7', '8'] as const

export const everyone: readonly string[] = [ownerId, ...names.map(idOf)]

export const feeBps = 50n
export const graceS = 900
export const graceNs = BigInt(graceS) * 1_000_000_000n
