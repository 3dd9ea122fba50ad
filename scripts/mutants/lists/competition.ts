import type { Mutant } from '../mutant.js'

export const competitionMutants: readonly Mutant[] = []
