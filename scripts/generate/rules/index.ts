import { attestationRules } from './attestation.js'
import { channelsRules } from './channels.js'
import { competitionRules } from './competition.js'
import { ladderRules } from './ladder.js'
import { licensingRules } from './licensing.js'
import type { ContractRules } from './rule.js'

/** By contract. */
export const rulesOf: Readonly<Record<string, ContractRules>> = {
  attestation: attestationRules,
  channels: channelsRules,
  competition: competitionRules,
  ladder: ladderRules,
  licensing: licensingRules,
}
