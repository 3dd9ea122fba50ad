/** What became of one entry of a batch; the contract answers with a byte each. */
export type EntryStatus = (typeof names)[number]

const names = [
  'settled',
  'unknown-channel',
  'other-payee-or-token',
  'lane-closed',
  'not-newer',
  'over-deposit',
  'bad-signature',
  'other-signer',
  'payee-not-registered',
] as const

/** Statuses of the entries, in their order, from the answer's hex. */
export function entryStatuses(answer: unknown): readonly EntryStatus[] {
  const pairs = typeof answer === 'string' ? (answer.match(/../g) ?? []) : []
  return pairs.map((pair) => {
    const name = names[Number.parseInt(pair, 16)]
    if (name === undefined) throw new RangeError(`unknown status ${pair}`)
    return name
  })
}
