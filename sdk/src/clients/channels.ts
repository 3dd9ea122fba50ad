import { allocateLimit } from '../actions/channels/allocate-limit.js'
import { applyDecrease } from '../actions/channels/apply-decrease.js'
import { cancelClose } from '../actions/channels/cancel-close.js'
import { closeChannel } from '../actions/channels/close-channel.js'
import { closeWithAuth } from '../actions/channels/close-with-auth.js'
import { collectFees } from '../actions/channels/collect-fees.js'
import { deallocateLimit } from '../actions/channels/deallocate-limit.js'
import { depositCredit } from '../actions/channels/deposit-credit.js'
import { depositTokens } from '../actions/channels/deposit-tokens.js'
import { dropToken } from '../actions/channels/drop-token.js'
import { finalizeChannel } from '../actions/channels/finalize-channel.js'
import { forwardRoyalty } from '../actions/channels/forward-royalty.js'
import { getChannel } from '../actions/channels/get-channel.js'
import { getChannels } from '../actions/channels/get-channels.js'
import { getClaimable } from '../actions/channels/get-claimable.js'
import { getContext } from '../actions/channels/get-context.js'
import { getFees } from '../actions/channels/get-fees.js'
import { getLanes } from '../actions/channels/get-lanes.js'
import { getParams } from '../actions/channels/get-params.js'
import { getRoyalty } from '../actions/channels/get-royalty.js'
import { getSolvency } from '../actions/channels/get-solvency.js'
import { getStorageBalance } from '../actions/channels/get-storage-balance.js'
import { holdToken } from '../actions/channels/hold-token.js'
import { openChannel } from '../actions/channels/open-channel.js'
import { openFromVault } from '../actions/channels/open-from-vault.js'
import { purgeTombstone } from '../actions/channels/purge-tombstone.js'
import { refundUnused } from '../actions/channels/refund-unused.js'
import { refundWithAuth } from '../actions/channels/refund-with-auth.js'
import { requestClose } from '../actions/channels/request-close.js'
import { settleBatch } from '../actions/channels/settle-batch.js'
import { settleConditional } from '../actions/channels/settle-conditional.js'
import { settleMulti } from '../actions/channels/settle-multi.js'
import { settleTicks } from '../actions/channels/settle-ticks.js'
import { settleVoucher } from '../actions/channels/settle-voucher.js'
import { storageDeposit } from '../actions/channels/storage-deposit.js'
import { storageUnregister } from '../actions/channels/storage-unregister.js'
import { storageWithdraw } from '../actions/channels/storage-withdraw.js'
import { topUpChannel } from '../actions/channels/top-up-channel.js'
import { topUpFromVault } from '../actions/channels/top-up-from-vault.js'
import { withdrawCredit } from '../actions/channels/withdraw-credit.js'
import type { Client } from './client.js'

/** Every channels action with its client filled in. */
export type ChannelsClient = {
  readonly open: Bound<typeof openChannel>
  readonly openFromVault: Bound<typeof openFromVault>
  readonly topUp: Bound<typeof topUpChannel>
  readonly topUpFromVault: Bound<typeof topUpFromVault>
  readonly allocate: Bound<typeof allocateLimit>
  readonly deallocate: Bound<typeof deallocateLimit>
  readonly applyDecrease: Bound<typeof applyDecrease>
  readonly settle: Bound<typeof settleVoucher>
  readonly settleBatch: Bound<typeof settleBatch>
  readonly settleMulti: Bound<typeof settleMulti>
  readonly settleTicks: Bound<typeof settleTicks>
  readonly settleConditional: Bound<typeof settleConditional>
  readonly requestClose: Bound<typeof requestClose>
  readonly cancelClose: Bound<typeof cancelClose>
  readonly finalize: Bound<typeof finalizeChannel>
  readonly close: Bound<typeof closeChannel>
  readonly closeWithAuth: Bound<typeof closeWithAuth>
  readonly refundUnused: Bound<typeof refundUnused>
  readonly refundWithAuth: Bound<typeof refundWithAuth>
  readonly forwardRoyalty: Bound<typeof forwardRoyalty>
  readonly collectFees: Bound<typeof collectFees>
  readonly deposit: Bound<typeof depositCredit>
  readonly depositTokens: Bound<typeof depositTokens>
  readonly holdToken: Bound<typeof holdToken>
  readonly dropToken: Bound<typeof dropToken>
  readonly withdraw: Bound<typeof withdrawCredit>
  readonly purge: Bound<typeof purgeTombstone>
  readonly storageDeposit: Bound<typeof storageDeposit>
  readonly storageWithdraw: Bound<typeof storageWithdraw>
  readonly storageUnregister: Bound<typeof storageUnregister>
  readonly get: Bound<typeof getChannel>
  readonly getMany: Bound<typeof getChannels>
  readonly lanes: Bound<typeof getLanes>
  readonly claimable: Bound<typeof getClaimable>
  readonly royalty: Bound<typeof getRoyalty>
  readonly fees: Bound<typeof getFees>
  readonly context: Bound<typeof getContext>
  readonly params: Bound<typeof getParams>
  readonly solvency: Bound<typeof getSolvency>
  readonly storageBalance: Bound<typeof getStorageBalance>
}

type Bound<F> = F extends (client: Client, ...rest: infer R) => infer T ? (...rest: R) => T : never

export function channelsClient(client: Client): ChannelsClient {
  return {
    open: (parameters) => openChannel(client, parameters),
    openFromVault: (parameters) => openFromVault(client, parameters),
    topUp: (parameters) => topUpChannel(client, parameters),
    topUpFromVault: (parameters) => topUpFromVault(client, parameters),
    allocate: (parameters) => allocateLimit(client, parameters),
    deallocate: (parameters) => deallocateLimit(client, parameters),
    applyDecrease: (parameters) => applyDecrease(client, parameters),
    settle: (parameters) => settleVoucher(client, parameters),
    settleBatch: (parameters) => settleBatch(client, parameters),
    settleMulti: (parameters) => settleMulti(client, parameters),
    settleTicks: (parameters) => settleTicks(client, parameters),
    settleConditional: (parameters) => settleConditional(client, parameters),
    requestClose: (parameters) => requestClose(client, parameters),
    cancelClose: (parameters) => cancelClose(client, parameters),
    finalize: (parameters) => finalizeChannel(client, parameters),
    close: (parameters) => closeChannel(client, parameters),
    closeWithAuth: (parameters) => closeWithAuth(client, parameters),
    refundUnused: (parameters) => refundUnused(client, parameters),
    refundWithAuth: (parameters) => refundWithAuth(client, parameters),
    forwardRoyalty: (parameters) => forwardRoyalty(client, parameters),
    collectFees: (parameters) => collectFees(client, parameters),
    deposit: (parameters) => depositCredit(client, parameters),
    depositTokens: (parameters) => depositTokens(client, parameters),
    holdToken: (parameters) => holdToken(client, parameters),
    dropToken: (parameters) => dropToken(client, parameters),
    withdraw: (parameters) => withdrawCredit(client, parameters),
    purge: (parameters) => purgeTombstone(client, parameters),
    storageDeposit: (parameters) => storageDeposit(client, parameters),
    storageWithdraw: (parameters) => storageWithdraw(client, parameters),
    storageUnregister: (parameters) => storageUnregister(client, parameters),
    get: (parameters) => getChannel(client, parameters),
    getMany: (parameters) => getChannels(client, parameters),
    lanes: (parameters) => getLanes(client, parameters),
    claimable: (parameters) => getClaimable(client, parameters),
    royalty: (parameters) => getRoyalty(client, parameters),
    fees: (parameters) => getFees(client, parameters),
    context: () => getContext(client),
    params: () => getParams(client),
    solvency: (parameters) => getSolvency(client, parameters),
    storageBalance: (parameters) => getStorageBalance(client, parameters),
  }
}
