import { HubError } from '../errors/hub-error.js'
import type { FunctionCall, SendAction } from '../sender/actions.js'
import type { Account, SendContext, SendOptions } from '../sender/context.js'
import type { TransactionResult } from '../sender/result.js'
import { type Resumed, resume } from '../sender/resume.js'
import { sendActions } from '../sender/send.js'
import { createReader, type Reader, type ReaderOptions } from './reader.js'

export type ClientOptions = Omit<SendContext, 'account'> &
  ReaderOptions & {
    /** Needed for everything that sends a transaction. */
    readonly account?: Account | undefined
  }

/** What calls work with. */
export type Client = Omit<ClientOptions, keyof ReaderOptions> &
  Reader & {
    /** Calls in one transaction; see `sendActions`. */
    readonly send: (
      contractId: string,
      calls: readonly FunctionCall[],
      options?: SendOptions,
    ) => Promise<TransactionResult>
    /** Any actions in one transaction; see `sendActions`. */
    readonly sendActions: (
      receiverId: string,
      actions: readonly SendAction[],
      options?: SendOptions,
    ) => Promise<TransactionResult>
    /** Follows what an earlier run left open in the journal; see `resume`. */
    readonly resume: (options?: SendOptions) => Promise<readonly Resumed[]>
  }

export function createClient(options: ClientOptions): Client {
  const send: Client['sendActions'] = async (receiverId, actions, sendOptions) =>
    sendActions(signing(options), receiverId, actions, sendOptions)
  return {
    ...options,
    ...createReader(options),
    send,
    sendActions: send,
    resume: async (sendOptions) => resume(signing(options), sendOptions),
  }
}

function signing(options: ClientOptions): SendContext {
  const { account } = options
  if (account === undefined) throw new HubError('SDK_NO_ACCOUNT', [])
  return { ...options, account }
}
