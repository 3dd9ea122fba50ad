import type { ContractRules, Rule } from './rule.js'

const small: Rule = { teraGas: 10 }
const toNear = { token: 'NEAR' }
const closing: Rule = { teraGas: 30, ignoresOthers: true }

export const channelsRules: ContractRules = {
  methods: {
    allocate: small,
    apply_decrease: small,
    cancel_close: small,
    channel: { as: 'get', isNullUndefined: true },
    channels: { as: 'getMany', isNullUndefined: true },
    close: { ...closing, members: { capture: 'captureYocto' } },
    close_with_auth: closing,
    collect_fees: { teraGas: 10, fallbacks: toNear },
    deallocate: small,
    drop_payee_terms: { ...small, deposit: 'one' },
    fees: { fallbacks: toNear },
    forward_royalty: {
      teraGas: 130,
      deposit: 'token',
      undoneBy: 'outbox_failed',
      fallbacks: toNear,
    },
    lanes: { isNullUndefined: true },
    open: { teraGas: 20, deposit: 'asked' },
    open_from_vault: { teraGas: 20, deposit: 'one', fallbacks: toNear },
    payee_terms: { isNullUndefined: true },
    purge: small,
    refund_unused: small,
    refund_with_auth: { teraGas: 15 },
    request_close: small,
    royalty: { fallbacks: toNear },
    set_payee_terms: { ...small, deposit: 'one' },
    settle: { teraGas: 15, ignoresOthers: true },
    settle_conditional: { teraGas: 15 },
    settle_ticks: { teraGas: 30 },
    top_up: { teraGas: 10, deposit: 'asked' },
    top_up_from_vault: { ...small, deposit: 'one' },
  },
  types: {
    // `Yocto` stands for units of the channel's token.
    ChannelView: {
      as: 'ChannelState',
      isNullUndefined: true,
      members: {
        deposit: 'depositYocto',
        settled: 'settledYocto',
        fee_taken: 'feeTakenYocto',
        royalty_taken: 'royaltyTakenYocto',
        refunded: 'refundedYocto',
        limit: 'limitYocto',
        lanes: 'laneCount',
      },
    },
    PayeeTermsView: { as: 'PayeeTerms', isNullUndefined: true },
    RoyaltyView: { as: 'Royalty' },
  },
  bytes: {
    auth: 'base64',
    auth_signature: 'base64',
    commitment: 'base64',
    signature: 'base64',
    text_signature: 'base64',
    tick: 'hex',
    voucher: 'base64',
  },
}
