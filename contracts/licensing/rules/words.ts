/** Words of the wire, in the order of their numbers in records. Pure. */
export const assetKinds = ['model', 'dataset', 'run', 'eval', 'code'] as const
export const units = ['token', 'request', 'period'] as const
export const derivatives = ['none', 'open', 'licensed'] as const

export type Unit = (typeof units)[number]
export type Derivative = (typeof derivatives)[number]
