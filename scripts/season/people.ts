import type { Recipe } from './models.js'

/** Researchers, what they train in the first round and, having learnt, in the second. */
export const researchers: Readonly<Record<string, readonly [Recipe, Recipe]>> = {
  ada: [
    { order: 6, smoothing: 'kneser-ney', dataShare: 1 },
    { order: 7, smoothing: 'kneser-ney', dataShare: 1 },
  ],
  ben: [
    { order: 5, smoothing: 'kneser-ney', dataShare: 0.8 },
    { order: 6, smoothing: 'kneser-ney', dataShare: 1 },
  ],
  chi: [
    { order: 6, smoothing: 'witten-bell', dataShare: 1 },
    { order: 5, smoothing: 'witten-bell', dataShare: 1 },
  ],
  dee: [
    { order: 4, smoothing: 'kneser-ney', dataShare: 1 },
    { order: 5, smoothing: 'kneser-ney', dataShare: 1 },
  ],
  eli: [
    { order: 3, smoothing: 'additive', dataShare: 0.5 },
    { order: 4, smoothing: 'witten-bell', dataShare: 0.9 },
  ],
  fay: [
    { order: 2, smoothing: 'witten-bell', dataShare: 1 },
    { order: 3, smoothing: 'kneser-ney', dataShare: 1 },
  ],
}

export const evaluators = ['eve1', 'eve2', 'eve3', 'eve4', 'eve5'] as const

/** Everyone else, and what they are in the report. */
export const others = {
  organiser: 'opens series, keeps the ladder',
  funder: 'pays the first prizes',
  curator: 'owns the dataset',
  worker: 'serves the model from a TD',
  consumer: 'pays by the token',
} as const

/** Everybody in the season, and as what. */
export function rolesOf(): readonly (readonly [string, string])[] {
  return [
    ...Object.entries(others),
    ...evaluators.map((name) => [name, 'evaluator'] as const),
    ...Object.keys(researchers).map((name) => [name, 'researcher'] as const),
  ]
}
