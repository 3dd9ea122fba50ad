/** What became of one entry; a byte each in the answer of a batch. */
export const status = {
  settled: 0,
  unknownChannel: 1,
  /** Another payee or token than the batch is for. */
  otherPayee: 2,
  laneClosed: 3,
  /** The lane stands there or higher. */
  notNewer: 4,
  overDeposit: 5,
  badSignature: 6,
  /** Another key signs for this channel. */
  otherSigner: 7,
  /** The payee cannot be credited at the moment. */
  payeeGone: 8,
} as const

export type Status = (typeof status)[keyof typeof status]
