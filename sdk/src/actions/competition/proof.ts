import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ProofArgs, ProofView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type ProofParameters = ProofArgs

/** Proof of a rank, in hex as the ladder's `qualify` takes it, and the root it is for; null when not ranked. */
export function proof(client: Client, parameters: ProofParameters): Promise<null | ProofView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.proof, parameters)
}
