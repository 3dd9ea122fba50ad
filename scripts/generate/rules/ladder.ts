import type { ContractRules, Rule } from './rule.js'

const oneYocto: Rule = { deposit: 'asked', depositDoc: 'One yoctoNEAR.' }

export const ladderRules: ContractRules = {
  methods: {
    announce_seat: { teraGas: 100 },
    claim_seat: { teraGas: 100 },
    contribute: {
      deposit: 'asked',
      depositDoc: 'The contribution; what exceeds the goal becomes credit.',
    },
    deposit_revenue: { isHidden: true },
    evict: { teraGas: 60 },
    grant_credits: { isHidden: true },
    nft_transfer: oneYocto,
    nft_transfer_call: { teraGas: 100, ...oneYocto },
    offer_seats: { teraGas: 60 },
    on_final: { isHidden: true },
    qualify: { teraGas: 40 },
    release: {
      teraGas: 150,
      deposit: 'optional',
      depositDoc: 'One yoctoNEAR for tokens that go to a competition.',
    },
    resign: { teraGas: 60 },
    return_credits: { isHidden: true },
    return_release: { isHidden: true },
    stand: { teraGas: 40 },
  },
}
