import type { Client } from '../../clients/client.js'
import { fromHex, toBase64 } from '../../codecs/bytes.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ProofArgs, ProofView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type ProofParameters = ProofArgs

/**
 * Proof of a rank and the root it is for; null when not ranked. The proof is in base64, as the ladder's
 * `qualify` takes it.
 */
export async function proof(
  client: Client,
  parameters: ProofParameters,
): Promise<null | ProofView> {
  const contractId = client.contracts.competition
  const view = await viewMethod(client, contractId, competitionMethods.proof, parameters)
  return view === null ? null : { ...view, proof: toBase64(fromHex(view.proof)) }
}
