import type { ContractRules } from './rule.js'

export const competitionRules: ContractRules = {
  methods: {
    add_tips: { deposit: 'asked', depositDoc: 'What is added to the tips.' },
    admit: { teraGas: 100 },
    admit_seat: { isHidden: true },
    announce_results: { teraGas: 100 },
    apply: {
      teraGas: 100,
      deposit: 'asked',
      depositDoc: 'The bond; what exceeds it is added to the storage deposit.',
    },
    create_series: {
      teraGas: 60,
      deposit: 'optional',
      depositDoc: 'What there is for tips.',
    },
    finalise: { teraGas: 100 },
    fund: { deposit: 'asked', depositDoc: 'What is added to the prize.' },
    refund: {
      teraGas: 150,
      deposit: 'optional',
      depositDoc: 'One yoctoNEAR when tokens go back to the ladder.',
    },
    register_evaluator: { deposit: 'asked', depositDoc: 'What is added to the bond.' },
    register_winner: { teraGas: 100 },
    request_credits: { teraGas: 100 },
    reveal_scores: { teraGas: 40 },
    roll: { teraGas: 60 },
    set_template: { teraGas: 60 },
    tally: { teraGas: 50 },
    withdraw_entry: { teraGas: 100 },
  },
}
