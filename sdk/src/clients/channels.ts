import { cancelClose } from '../actions/channels/cancel-close.js'
import { closeChannel } from '../actions/channels/close-channel.js'
import { closeWithAuth } from '../actions/channels/close-with-auth.js'
import { finalizeChannel } from '../actions/channels/finalize-channel.js'
import { getChannel } from '../actions/channels/get-channel.js'
import { getClaimable } from '../actions/channels/get-claimable.js'
import { getParams } from '../actions/channels/get-params.js'
import { getSolvency } from '../actions/channels/get-solvency.js'
import { getStorageBalance } from '../actions/channels/get-storage-balance.js'
import { openChannel } from '../actions/channels/open-channel.js'
import { purgeTombstone } from '../actions/channels/purge-tombstone.js'
import { requestClose } from '../actions/channels/request-close.js'
import { settleVoucher } from '../actions/channels/settle-voucher.js'
import { storageDeposit } from '../actions/channels/storage-deposit.js'
import { storageUnregister } from '../actions/channels/storage-unregister.js'
import { storageWithdraw } from '../actions/channels/storage-withdraw.js'
import { topUpChannel } from '../actions/channels/top-up-channel.js'
import { withdrawCredit } from '../actions/channels/withdraw-credit.js'
import type { Client } from './client.js'

/** Every channels action with its client filled in. */
export type ChannelsClient = {
  readonly open: Bound<typeof openChannel>
  readonly topUp: Bound<typeof topUpChannel>
  readonly settle: Bound<typeof settleVoucher>
  readonly requestClose: Bound<typeof requestClose>
  readonly cancelClose: Bound<typeof cancelClose>
  readonly finalize: Bound<typeof finalizeChannel>
  readonly close: Bound<typeof closeChannel>
  readonly closeWithAuth: Bound<typeof closeWithAuth>
  readonly withdraw: Bound<typeof withdrawCredit>
  readonly purge: Bound<typeof purgeTombstone>
  readonly storageDeposit: Bound<typeof storageDeposit>
  readonly storageWithdraw: Bound<typeof storageWithdraw>
  readonly storageUnregister: Bound<typeof storageUnregister>
  readonly get: Bound<typeof getChannel>
  readonly claimable: Bound<typeof getClaimable>
  readonly params: Bound<typeof getParams>
  readonly solvency: Bound<typeof getSolvency>
  readonly storageBalance: Bound<typeof getStorageBalance>
}

type Bound<F> = F extends (client: Client, ...rest: infer R) => infer T ? (...rest: R) => T : never

export function channelsClient(client: Client): ChannelsClient {
  return {
    open: (parameters) => openChannel(client, parameters),
    topUp: (parameters) => topUpChannel(client, parameters),
    settle: (parameters) => settleVoucher(client, parameters),
    requestClose: (parameters) => requestClose(client, parameters),
    cancelClose: (parameters) => cancelClose(client, parameters),
    finalize: (parameters) => finalizeChannel(client, parameters),
    close: (parameters) => closeChannel(client, parameters),
    closeWithAuth: (parameters) => closeWithAuth(client, parameters),
    withdraw: (parameters) => withdrawCredit(client, parameters),
    purge: (parameters) => purgeTombstone(client, parameters),
    storageDeposit: (parameters) => storageDeposit(client, parameters),
    storageWithdraw: (parameters) => storageWithdraw(client, parameters),
    storageUnregister: (parameters) => storageUnregister(client, parameters),
    get: (parameters) => getChannel(client, parameters),
    claimable: (parameters) => getClaimable(client, parameters),
    params: () => getParams(client),
    solvency: () => getSolvency(client),
    storageBalance: (parameters) => getStorageBalance(client, parameters),
  }
}
