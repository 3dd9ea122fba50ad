/** Actions on accounts, code and balances that a contract adds to a promise. */
import type { GlobalContractId } from '../../primitives/types.js'
import { HostError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { transferExtraFees } from '../logic/transfer-fees.js'
import type { HostFunction } from './define.js'
import { defineAction, payAction, readCodeHash, type Target, target } from './promise-action.js'

/** A transfer, and what it adds for a receiver whose name looks implicit, charged as one. */
function payTransfer(logic: Logic, { sir, receiverId }: Target): void {
  const { transfer } = logic.config.fees
  const extra = transferExtraFees(logic.config, receiverId)
  let burn = 0n
  let execution = 0n
  for (const fee of [transfer, ...extra]) {
    burn += sir ? fee.sendSir : fee.sendNotSir
    execution += fee.execution
  }
  logic.gas.payTogether('TRANSFER', burn, burn + execution)
}

function deploy(name: string, mode: 'local' | 'codeHash' | 'accountId', since = 0): HostFunction {
  const isLocal = mode === 'local'
  const cost = isLocal ? 'DEPLOY_CONTRACT' : 'DEPLOY_GLOBAL_CONTRACT'
  return defineAction(
    name,
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      const code = logic.input(length, pointer)
      const limit = logic.config.limits.max_contract_size
      if (code.length > limit) {
        throw new HostError(
          `The size of a contract code in DeployContract action ${code.length} exceeds the limit ${limit}`,
          `ContractSizeExceeded { size: ${code.length}, limit: ${limit} }`,
        )
      }
      const to = target(logic, promise)
      const { fees } = logic.config
      const base = isLocal ? fees.deployContractBase : fees.deployGlobalContractBase
      const byte = isLocal ? fees.deployContractByte : fees.deployGlobalContractByte
      payAction(logic, `${cost}_BASE`, base, to)
      payAction(logic, `${cost}_BYTE`, byte, to, BigInt(code.length))
      to.actions.push(
        isLocal ? { kind: 'DeployContract', code } : { kind: 'DeployGlobalContract', code, mode },
      )
    },
    since,
  )
}

function useGlobal(
  name: string,
  read: (logic: Logic, length: bigint, pointer: bigint) => GlobalContractId,
): HostFunction {
  return defineAction(
    name,
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      const contract = read(logic, length, pointer)
      const to = target(logic, promise)
      const { useGlobalContractBase, useGlobalContractByte } = logic.config.fees
      payAction(logic, 'USE_GLOBAL_CONTRACT_BASE', useGlobalContractBase, to)
      const bytes = contract.kind === 'codeHash' ? 32 : contract.accountId.length
      payAction(logic, 'USE_GLOBAL_CONTRACT_BYTE', useGlobalContractByte, to, BigInt(bytes))
      to.actions.push({ kind: 'UseGlobalContract', contract })
    },
    77,
  )
}

export const promiseActionFunctions: readonly HostFunction[] = [
  defineAction('promise_batch_action_create_account', 'l', (logic, promise = 0n) => {
    const to = target(logic, promise)
    payAction(logic, 'CREATE_ACCOUNT', logic.config.fees.createAccount, to)
    to.actions.push({ kind: 'CreateAccount' })
  }),
  deploy('promise_batch_action_deploy_contract', 'local'),
  deploy('promise_batch_action_deploy_global_contract', 'codeHash', 77),
  deploy('promise_batch_action_deploy_global_contract_by_account_id', 'accountId', 77),
  useGlobal('promise_batch_action_use_global_contract', (logic, length, pointer) => ({
    kind: 'codeHash',
    codeHash: readCodeHash(logic, length, pointer),
  })),
  useGlobal('promise_batch_action_use_global_contract_by_account_id', (logic, length, pointer) => ({
    kind: 'accountId',
    accountId: logic.accountId(length, pointer),
  })),
  defineAction('promise_batch_action_transfer', 'll', (logic, promise = 0n, amount = 0n) => {
    const depositYocto = logic.u128(amount)
    const to = target(logic, promise)
    payTransfer(logic, to)
    logic.debit(depositYocto)
    to.actions.push({ kind: 'Transfer', depositYocto })
  }),
  defineAction(
    'promise_batch_action_delete_account',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      const beneficiaryId = logic.accountId(length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'DELETE_ACCOUNT', logic.config.fees.deleteAccount, to)
      to.actions.push({ kind: 'DeleteAccount', beneficiaryId })
    },
  ),
]
