import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { MemberArgs, MemberView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type MemberParameters = MemberArgs

/** An account's share in a pool. */
export function member(client: Client, parameters: MemberParameters): Promise<null | MemberView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.member, parameters)
}
