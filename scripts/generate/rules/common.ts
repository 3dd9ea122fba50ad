import type { ContractRules } from './rule.js'

const toNear = { token: 'NEAR' }

/** Of the methods that every contract has, or every one that holds money. */
export const commonRules: ContractRules = {
  methods: {
    ft_on_transfer: { isHidden: true },
    credit_of: { fallbacks: toNear },
    deposit: { deposit: 'asked', depositDoc: 'What is added to the credit.' },
    execute_upgrade: { teraGas: 80 },
    retry_outbox: {
      teraGas: 200,
      deposit: 'optional',
      depositDoc: 'One yoctoNEAR when the notification carries tokens.',
      undoneBy: 'outbox_failed',
    },
    solvency: { fallbacks: toNear },
    storage_deposit: {
      deposit: 'asked',
      depositDoc:
        'At least `storageBalanceBounds().minYocto` the first time; it comes back by storageWithdraw.',
    },
    storage_unregister: { teraGas: 60, deposit: 'one' },
    storage_withdraw: {
      teraGas: 60,
      deposit: 'one',
      members: { amount: 'amountYocto' },
    },
    withdraw: {
      teraGas: 100,
      deposit: 'one',
      undoneBy: 'withdraw_restored',
      members: { amount: 'amountYocto' },
      fallbacks: toNear,
    },
  },
  types: {
    StorageBalance: { members: { total: 'totalYocto', available: 'availableYocto' } },
    StorageBalanceBounds: { members: { min: 'minYocto' } },
    SolvencyView: {
      as: 'Solvency',
      members: {
        holds: 'holdsYocto',
        owed: 'owedYocto',
        locked: 'lockedYocto',
        credits: 'creditsYocto',
        outbox: 'outboxYocto',
        in_flight: 'inFlightYocto',
        storage_balances: 'storageYocto',
      },
    },
  },
}
