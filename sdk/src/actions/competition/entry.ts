import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { EntryArgs, EntryView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type EntryParameters = EntryArgs

/** An entry, or null. */
export function entry(client: Client, parameters: EntryParameters): Promise<null | EntryView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.entry, parameters)
}
