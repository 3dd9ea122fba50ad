import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ArtifactArgs, ArtifactView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type ArtifactParameters = ArtifactArgs

/** Who holds an artefact root, or null. */
export function artifact(
  client: Client,
  parameters: ArtifactParameters,
): Promise<null | ArtifactView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.artifact, parameters)
}
