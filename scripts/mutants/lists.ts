import { attestationMutants } from './lists/attestation.js'
import { channelsMutants } from './lists/channels.js'
import { competitionMutants } from './lists/competition.js'
import { ladderMutants } from './lists/ladder.js'
import { licensingMutants } from './lists/licensing.js'
import type { MutantList } from './mutant.js'

/** Every list; mutants of `common/` stand in the list of the contract whose tests are to notice. */
export const mutantLists: readonly MutantList[] = [
  { contract: 'channels', mutants: channelsMutants },
  { contract: 'competition', mutants: competitionMutants },
  { contract: 'ladder', mutants: ladderMutants },
  { contract: 'licensing', mutants: licensingMutants },
  { contract: 'attestation', mutants: attestationMutants },
]
