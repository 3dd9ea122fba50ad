import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { EnrolmentArgs, EnrolmentView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type EnrolmentParameters = EnrolmentArgs

/** An evaluator's part in a competition, or null. */
export function enrolment(
  client: Client,
  parameters: EnrolmentParameters,
): Promise<null | EnrolmentView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.enrolment, parameters)
}
