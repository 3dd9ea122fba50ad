/** Constants of the competition contract. */
import { declareSource } from '../common/wire/source.js'

export const version: string = declareSource('0.1.0')

/** Bits of what the guardian can pause; nothing among them lets money out. */
export const pauseBits = { roll: 1, apply: 2, fund: 4, evaluators: 8 } as const

export const maxConfigBytes = 4096
export const maxBenchmarks = 16
export const maxEvaluators = 7
export const maxPlaces = 64
export const pageLimit = 50
/** What 6 Tgas are enough for, at the longest names. */
export const admitLimit = 16
export const denyLimit = 7

export const minPeriodS = 60
export const yearS = 31_536_000

export const unbondDelayS = 1_209_600
