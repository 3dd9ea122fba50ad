import type { Logic } from '../logic/logic.js'
import { define, defineVoid, type HostFunction } from './define.js'

const encoder = new TextEncoder()

function toRegister(
  name: string,
  read: (logic: Logic) => Uint8Array,
  allowedInView = true,
  since = 0,
): HostFunction {
  return defineVoid(
    name,
    'l',
    (logic, register = 0n) => {
      logic.gas.pay('base')
      if (!allowedInView) logic.forbidInView(name)
      logic.registers.write(register, read(logic))
    },
    since,
  )
}

function number(name: string, read: (logic: Logic) => bigint, allowedInView = true): HostFunction {
  return define(name, '', 'l', (logic) => {
    logic.gas.pay('base')
    if (!allowedInView) logic.forbidInView(name)
    return read(logic)
  })
}

function amount(name: string, read: (logic: Logic) => bigint): HostFunction {
  return defineVoid(name, 'l', (logic, pointer = 0n) => {
    logic.gas.pay('base')
    logic.writeU128(pointer, read(logic))
  })
}

export const contextFunctions: readonly HostFunction[] = [
  defineVoid('read_register', 'll', (logic, register = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    logic.memory.write(pointer, logic.registers.read(register))
  }),
  define('register_len', 'l', 'l', (logic, register = 0n) => {
    logic.gas.pay('base')
    return logic.registers.length(register)
  }),
  defineVoid('write_register', 'lll', (logic, register = 0n, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    logic.registers.write(register, logic.memory.read(pointer, length))
  }),
  toRegister('current_account_id', ({ context }) => encoder.encode(context.currentAccountId)),
  toRegister('signer_account_id', ({ context }) => encoder.encode(context.signerAccountId), false),
  toRegister('signer_account_pk', ({ context }) => context.signerAccountPk, false),
  toRegister(
    'predecessor_account_id',
    ({ context }) => encoder.encode(context.predecessorAccountId),
    false,
  ),
  toRegister(
    'refund_to_account_id',
    ({ context }) => encoder.encode(context.refundToAccountId),
    false,
    82,
  ),
  toRegister('chain_id', ({ context }) => encoder.encode(context.chainId), true, 85),
  defineVoid('input', 'l', (logic, register = 0n) => {
    logic.gas.pay('base')
    logic.registers.write(register, logic.context.input, logic.sharesInput)
  }),
  toRegister('random_seed', ({ context }) => context.randomSeed),
  number('block_index', ({ context }) => context.blockHeight),
  number('block_timestamp', ({ context }) => context.blockTimestampNs),
  number('epoch_height', ({ context }) => context.epochHeight),
  number('storage_usage', (logic) => logic.storageUsage),
  number('prepaid_gas', ({ context }) => context.prepaidGas, false),
  number('used_gas', ({ gas }) => gas.used, false),
  amount('account_balance', (logic) => logic.balanceYocto),
  amount('account_locked_balance', ({ context }) => context.accountLockedBalanceYocto),
  amount('attached_deposit', ({ context }) => context.attachedDepositYocto),
  define(
    'current_contract_code',
    'l',
    'l',
    (logic, register = 0n) => {
      logic.gas.pay('base')
      const { currentContract } = logic.context
      if (currentContract.kind === 'none') return 0n
      if (currentContract.kind === 'local') {
        logic.registers.write(register, currentContract.codeHash)
        return 1n
      }
      const { contract } = currentContract
      const isHash = contract.kind === 'codeHash'
      logic.registers.write(
        register,
        isHash ? contract.codeHash : encoder.encode(contract.accountId),
      )
      return isHash ? 2n : 3n
    },
    82,
  ),
  defineVoid('validator_stake', 'lll', (logic, length = 0n, pointer = 0n, out = 0n) => {
    logic.gas.pay('base')
    const accountId = logic.accountId(length, pointer)
    logic.gas.pay('validator_stake_base')
    logic.writeU128(out, logic.external.validatorStakeYocto(accountId) ?? 0n)
  }),
  defineVoid('validator_total_stake', 'l', (logic, out = 0n) => {
    logic.gas.pay('base')
    logic.gas.pay('validator_total_stake_base')
    logic.writeU128(out, logic.external.validatorTotalStakeYocto())
  }),
]
