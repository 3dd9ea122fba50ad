import type { ContractRules, Rule } from './rule.js'

const oneYocto: Rule = { deposit: 'asked', depositDoc: 'One yoctoNEAR.' }

export const licensingRules: ContractRules = {
  methods: {
    buy_licence: {
      teraGas: 60,
      deposit: 'asked',
      depositDoc: 'At least the price; the rest becomes credit.',
    },
    claim_treasury: { teraGas: 150 },
    forward_pool_share: {
      teraGas: 150,
      deposit: 'optional',
      depositDoc: 'One yoctoNEAR for tokens.',
      undoneBy: 'outbox_failed',
    },
    nft_approve: { teraGas: 60, ...oneYocto },
    nft_revoke: oneYocto,
    nft_revoke_all: oneYocto,
    nft_transfer: { teraGas: 60, ...oneYocto },
    nft_transfer_call: { teraGas: 100, ...oneYocto },
    record_revenue: { isHidden: true },
    register_from_entry: { isHidden: true },
  },
}
