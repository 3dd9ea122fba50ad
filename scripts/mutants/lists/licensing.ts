import type { Mutant } from '../mutant.js'

export const licensingMutants: readonly Mutant[] = []
