import type { Mutant } from '../mutant.js'

export const attestationMutants: readonly Mutant[] = []
