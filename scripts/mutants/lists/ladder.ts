import type { Mutant } from '../mutant.js'

export const ladderMutants: readonly Mutant[] = []
