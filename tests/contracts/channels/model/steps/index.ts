/** Which step stands for which method, and what every method refuses alike. */
import type { ErrorCode } from '@research-hub/sdk'
import { type Call, refuse, type Step } from '../call.js'
import { contractId, type Token } from '../names.js'
import type { Model } from '../state.js'
import { settleBatch, settleMulti } from './batch.js'
import * as channel from './channel.js'
import * as limits from './limits.js'
import * as royalty from './royalty.js'
import { settle, settleConditional, settleTicks } from './settle.js'
import { dropPayeeTerms, setPayeeTerms } from './terms.js'
import * as vault from './vault.js'

const payable: ReadonlySet<string> = new Set([
  'deposit',
  'drop_payee_terms',
  'forward_royalty',
  'open',
  'open_from_vault',
  'retry_outbox',
  'set_payee_terms',
  'storage_deposit',
  'storage_unregister',
  'storage_withdraw',
  'top_up',
  'top_up_from_vault',
  'withdraw',
])

const callbacks: Readonly<Record<string, Step>> = {
  on_outbox: royalty.onOutbox,
  on_outbox_probe: royalty.onOutboxProbe,
  on_storage_withdraw: vault.onStorageWithdraw,
  on_withdraw: vault.onWithdraw,
}

/** What nobody in a run may do; the owner is not among them. */
const forbidden: Readonly<Record<string, ErrorCode>> = {
  accept_owner: 'ERR_NOT_OWNER',
  cancel_upgrade: 'ERR_NOT_OWNER',
  execute_upgrade: 'ERR_NO_UPGRADE',
  init: 'ERR_PRIVATE',
  migrate: 'ERR_PRIVATE',
  pause: 'ERR_NOT_GUARDIAN',
  propose_owner: 'ERR_NOT_OWNER',
  propose_upgrade: 'ERR_NOT_OWNER',
  register_token: 'ERR_NOT_OWNER',
  resume: 'ERR_NOT_OWNER',
  set_guardian: 'ERR_NOT_OWNER',
}

const steps: Readonly<Record<string, Step>> = {
  allocate: limits.allocate,
  apply_decrease: limits.applyDecrease,
  cancel_close: channel.cancelClose,
  close: channel.close,
  close_with_auth: channel.closeWithAuth,
  collect_fees: channel.collectFees,
  deallocate: limits.deallocate,
  deposit: vault.deposit,
  drop_payee_terms: dropPayeeTerms,
  drop_token: vault.dropToken,
  finalize: channel.finalize,
  forward_royalty: royalty.forwardRoyalty,
  ft_on_transfer: vault.ftOnTransfer,
  hold_token: vault.holdToken,
  purge: channel.purge,
  refund_unused: limits.refundUnused,
  refund_with_auth: limits.refundWithAuth,
  request_close: channel.requestClose,
  retry_outbox: royalty.retryOutbox,
  set_payee_terms: setPayeeTerms,
  settle,
  settle_batch: settleBatch,
  settle_conditional: settleConditional,
  settle_multi: settleMulti,
  settle_ticks: settleTicks,
  storage_deposit: vault.storageDeposit,
  storage_unregister: vault.storageUnregister,
  storage_withdraw: vault.storageWithdraw,
  top_up: channel.topUp,
  top_up_from_vault: channel.topUpFromVault,
  withdraw: vault.withdraw,
}

/** Runs one action on a model that the caller throws away when it refuses. */
export function runStep(
  model: Model,
  call: Call,
  channelIdOf: (call: Call, token: Token) => string,
): unknown {
  const { method } = call
  model.nowNs = call.nowNs
  const callback = callbacks[method]
  if (callback !== undefined && call.callerId !== contractId) refuse('ERR_PRIVATE')
  if (callback !== undefined) return callback(model, call)
  const code = forbidden[method]
  if (code === 'ERR_PRIVATE') refuse(code)
  if (call.deposit > 0n && !payable.has(method)) refuse('ERR_NOT_PAYABLE')
  if (code !== undefined) refuse(code)
  if (method === 'open') return channel.openStep('attached', channelIdOf)(model, call)
  if (method === 'open_from_vault') return channel.openStep('credit', channelIdOf)(model, call)
  const step = steps[method]
  if (step === undefined) throw new Error(`no step for ${method}`)
  return step(model, call)
}
