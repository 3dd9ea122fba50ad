import { parseBorshPublicKey } from '../../primitives/keys.js'
import type { AccountId, Action, PublicKey } from '../../primitives/types.js'
import { emptyMethodName, HostError, invalidPublicKey } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { transferExtraFees } from '../logic/transfer-fees.js'
import type { Fee } from '../types/config.js'
import { define, defineVoid, type HostFunction } from './define.js'
import { decodeMethodName, listBytes, readMethodNames } from './method-names.js'

const jointAppend = (): HostError =>
  new HostError(
    'Actions can only be appended to non-joint promise.',
    'CannotAppendActionToJointPromise',
  )

export function begin(logic: Logic, name: string): void {
  logic.gas.pay('base')
  logic.forbidInView(name)
}

/** A new receipt and the data receipts it waits for, charged as one, under one name (nearcore). */
export function payReceipt(
  logic: Logic,
  receiverId: AccountId,
  dependencyIsSelf: readonly boolean[],
): void {
  const { fees } = logic.config
  const sir = receiverId === logic.context.currentAccountId
  let burn = sir ? fees.actionReceipt.sendSir : fees.actionReceipt.sendNotSir
  for (const isSelf of dependencyIsSelf) {
    const send = isSelf ? fees.dataReceiptBase.sendSir : fees.dataReceiptBase.sendNotSir
    burn += send + fees.dataReceiptBase.execution
  }
  logic.gas.payTogether('NEW_ACTION_RECEIPT', burn, burn + fees.actionReceipt.execution)
}

function createBatch(logic: Logic, length: bigint, pointer: bigint): bigint {
  const accountId = logic.accountId(length, pointer)
  payReceipt(logic, accountId, [])
  return logic.promises.addReceipt(accountId, [])
}

function thenBatch(logic: Logic, promise: bigint, length: bigint, pointer: bigint): bigint {
  const accountId = logic.accountId(length, pointer)
  const parents = logic.promises.receiptsOf(promise)
  payReceipt(
    logic,
    accountId,
    parents.map((index) => logic.promises.receipts[index]?.receiverId === accountId),
  )
  return logic.promises.addReceipt(
    accountId,
    parents.map((receiptIndex) => ({ receiptIndex, dataId: logic.external.generateDataId() })),
  )
}

export type Target = {
  readonly index: number
  readonly actions: Action[]
  readonly sir: boolean
  readonly receiverId: AccountId
}

export function target(logic: Logic, promise: bigint): Target {
  const { index, draft } = logic.promises.single(promise, jointAppend())
  const sir = draft.receiverId === logic.context.currentAccountId
  return { index, actions: draft.actions, sir, receiverId: draft.receiverId }
}

export function payAction(logic: Logic, cost: string, fee: Fee, { sir }: Target, count = 1n): void {
  logic.gas.payFee(cost, fee, sir, count)
}

/** Where a call's parts lie in the contract's memory. */
type Call = {
  readonly promise: bigint
  readonly method: readonly [length: bigint, pointer: bigint]
  readonly args: readonly [length: bigint, pointer: bigint]
  readonly amount: bigint
  readonly gas: bigint
  readonly weight: bigint
}

function appendCall(logic: Logic, call: Call): void {
  const depositYocto = logic.u128(call.amount)
  const method = logic.input(...call.method)
  if (method.length === 0) throw emptyMethodName()
  const args = logic.input(...call.args)
  const to = target(logic, call.promise)
  const { fees } = logic.config
  payAction(logic, 'FUNCTION_CALL_BASE', fees.functionCallBase, to)
  const bytes = BigInt(method.length + args.length)
  payAction(logic, 'FUNCTION_CALL_BYTE', fees.functionCallByte, to, bytes)
  logic.gas.prepay(call.gas)
  logic.debitPromised(depositYocto)
  const methodName = decodeMethodName(method)
  to.actions.push({ kind: 'FunctionCall', methodName, args, gas: call.gas, depositYocto })
  logic.promises.noteWeight(to.index, to.actions.length - 1, call.weight)
}

/** Gives the key when it is asked for: what does not parse is only found out after the fees. */
function publicKey(logic: Logic, length: bigint, pointer: bigint): () => PublicKey {
  const bytes = logic.input(length, pointer)
  return () => {
    const key = parseBorshPublicKey(bytes)
    if (key === undefined) throw invalidPublicKey()
    return key
  }
}

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

function simple(name: string, feeName: 'createAccount', action: Action): HostFunction {
  return defineVoid(name, 'l', (logic, promise = 0n) => {
    begin(logic, name)
    const to = target(logic, promise)
    payAction(logic, 'CREATE_ACCOUNT', logic.config.fees[feeName], to)
    to.actions.push(action)
  })
}

function deploy(name: string, mode: 'local' | 'codeHash' | 'accountId', since = 0): HostFunction {
  return defineVoid(
    name,
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, name)
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
      const isLocal = mode === 'local'
      const cost = isLocal ? 'DEPLOY_CONTRACT' : 'DEPLOY_GLOBAL_CONTRACT'
      payAction(
        logic,
        `${cost}_BASE`,
        isLocal ? fees.deployContractBase : fees.deployGlobalContractBase,
        to,
      )
      payAction(
        logic,
        `${cost}_BYTE`,
        isLocal ? fees.deployContractByte : fees.deployGlobalContractByte,
        to,
        BigInt(code.length),
      )
      to.actions.push(
        isLocal ? { kind: 'DeployContract', code } : { kind: 'DeployGlobalContract', code, mode },
      )
    },
    since,
  )
}

export const promiseFunctions: readonly HostFunction[] = [
  define('promise_batch_create', 'll', 'l', (logic, length = 0n, pointer = 0n) => {
    begin(logic, 'promise_batch_create')
    return createBatch(logic, length, pointer)
  }),
  define('promise_batch_then', 'lll', 'l', (logic, promise = 0n, length = 0n, pointer = 0n) => {
    begin(logic, 'promise_batch_then')
    return thenBatch(logic, promise, length, pointer)
  }),
  define(
    'promise_create',
    'llllllll',
    'l',
    (logic, al = 0n, ap = 0n, ml = 0n, mp = 0n, gl = 0n, gp = 0n, amount = 0n, gas = 0n) => {
      begin(logic, 'promise_batch_create')
      const promise = createBatch(logic, al, ap)
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
      return promise
    },
  ),
  define(
    'promise_then',
    'lllllllll',
    'l',
    (
      logic,
      parent = 0n,
      al = 0n,
      ap = 0n,
      ml = 0n,
      mp = 0n,
      gl = 0n,
      gp = 0n,
      amount = 0n,
      gas = 0n,
    ) => {
      begin(logic, 'promise_batch_then')
      const promise = thenBatch(logic, parent, al, ap)
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
      return promise
    },
  ),
  define('promise_and', 'll', 'l', (logic, pointer = 0n, count = 0n) => {
    begin(logic, 'promise_and')
    logic.gas.pay('promise_and_base')
    const length = count * 8n
    logic.gas.pay('promise_and_per_promise', length)
    const bytes = logic.memory.read(pointer, length)
    const view = new DataView(bytes.buffer)
    return logic.promises.join(
      Array.from({ length: Number(count) }, (_, i) => view.getBigUint64(i * 8, true)),
    )
  }),
  simple('promise_batch_action_create_account', 'createAccount', { kind: 'CreateAccount' }),
  deploy('promise_batch_action_deploy_contract', 'local'),
  deploy('promise_batch_action_deploy_global_contract', 'codeHash', 77),
  deploy('promise_batch_action_deploy_global_contract_by_account_id', 'accountId', 77),
  defineVoid(
    'promise_batch_action_use_global_contract',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_batch_action_use_global_contract')
      const codeHash = logic.input(length, pointer)
      if (codeHash.length !== 32)
        throw new HostError('contract code hash is malformed', 'ContractCodeHashMalformed')
      const to = target(logic, promise)
      payAction(logic, 'USE_GLOBAL_CONTRACT_BASE', logic.config.fees.useGlobalContractBase, to)
      payAction(logic, 'USE_GLOBAL_CONTRACT_BYTE', logic.config.fees.useGlobalContractByte, to, 32n)
      to.actions.push({ kind: 'UseGlobalContract', contract: { kind: 'codeHash', codeHash } })
    },
    77,
  ),
  defineVoid(
    'promise_batch_action_use_global_contract_by_account_id',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_batch_action_use_global_contract_by_account_id')
      const accountId = logic.accountId(length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'USE_GLOBAL_CONTRACT_BASE', logic.config.fees.useGlobalContractBase, to)
      payAction(
        logic,
        'USE_GLOBAL_CONTRACT_BYTE',
        logic.config.fees.useGlobalContractByte,
        to,
        BigInt(accountId.length),
      )
      to.actions.push({ kind: 'UseGlobalContract', contract: { kind: 'accountId', accountId } })
    },
    77,
  ),
  defineVoid(
    'promise_batch_action_function_call',
    'lllllll',
    (logic, promise = 0n, ml = 0n, mp = 0n, gl = 0n, gp = 0n, amount = 0n, gas = 0n) => {
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight: 0n })
    },
  ),
  defineVoid(
    'promise_batch_action_function_call_weight',
    'llllllll',
    (
      logic,
      promise = 0n,
      ml = 0n,
      mp = 0n,
      gl = 0n,
      gp = 0n,
      amount = 0n,
      gas = 0n,
      weight = 0n,
    ) => {
      begin(logic, 'promise_batch_action_function_call')
      appendCall(logic, { promise, method: [ml, mp], args: [gl, gp], amount, gas, weight })
    },
  ),
  defineVoid('promise_batch_action_transfer', 'll', (logic, promise = 0n, amount = 0n) => {
    begin(logic, 'promise_batch_action_transfer')
    const depositYocto = logic.u128(amount)
    const to = target(logic, promise)
    payTransfer(logic, to)
    logic.debit(depositYocto)
    to.actions.push({ kind: 'Transfer', depositYocto })
  }),
  defineVoid(
    'promise_batch_action_stake',
    'llll',
    (logic, promise = 0n, amount = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_batch_action_stake')
      const stakeYocto = logic.u128(amount)
      const key = publicKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'STAKE', logic.config.fees.stake, to)
      to.actions.push({ kind: 'Stake', stakeYocto, publicKey: key() })
    },
  ),
  defineVoid(
    'promise_batch_action_add_key_with_full_access',
    'llll',
    (logic, promise = 0n, length = 0n, pointer = 0n, nonce = 0n) => {
      begin(logic, 'promise_batch_action_add_key_with_full_access')
      const key = publicKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'ADD_FULL_ACCESS_KEY', logic.config.fees.addFullAccessKey, to)
      to.actions.push({
        kind: 'AddKey',
        publicKey: key(),
        accessKey: { nonce, permission: { kind: 'FullAccess' } },
      })
    },
  ),
  defineVoid(
    'promise_batch_action_add_key_with_function_call',
    'lllllllll',
    (
      logic,
      promise = 0n,
      kl = 0n,
      kp = 0n,
      nonce = 0n,
      allowance = 0n,
      rl = 0n,
      rp = 0n,
      ml = 0n,
      mp = 0n,
    ) => {
      begin(logic, 'promise_batch_action_add_key_with_function_call')
      const key = publicKey(logic, kl, kp)
      const allowanceYocto = logic.u128(allowance)
      const receiverId = logic.accountId(rl, rp)
      const names = readMethodNames(logic, ml, mp)
      const to = target(logic, promise)
      payAction(logic, 'ADD_FUNCTION_CALL_KEY_BASE', logic.config.fees.addFunctionCallKeyBase, to)
      payAction(
        logic,
        'ADD_FUNCTION_CALL_KEY_BYTE',
        logic.config.fees.addFunctionCallKeyByte,
        to,
        listBytes(names),
      )
      const parsedKey = key()
      const permission = {
        kind: 'FunctionCall' as const,
        allowanceYocto: allowanceYocto === 0n ? undefined : allowanceYocto,
        receiverId,
        methodNames: names.map(decodeMethodName),
      }
      to.actions.push({ kind: 'AddKey', publicKey: parsedKey, accessKey: { nonce, permission } })
    },
  ),
  defineVoid(
    'promise_batch_action_delete_key',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_batch_action_delete_key')
      const key = publicKey(logic, length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'DELETE_KEY', logic.config.fees.deleteKey, to)
      to.actions.push({ kind: 'DeleteKey', publicKey: key() })
    },
  ),
  defineVoid(
    'promise_batch_action_delete_account',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_batch_action_delete_account')
      const beneficiaryId = logic.accountId(length, pointer)
      const to = target(logic, promise)
      payAction(logic, 'DELETE_ACCOUNT', logic.config.fees.deleteAccount, to)
      to.actions.push({ kind: 'DeleteAccount', beneficiaryId })
    },
  ),
  defineVoid(
    'promise_set_refund_to',
    'lll',
    (logic, promise = 0n, length = 0n, pointer = 0n) => {
      begin(logic, 'promise_set_refund_to')
      const accountId = logic.accountId(length, pointer)
      const joint = new HostError(
        'Cannot set refund_to on joint promise.',
        'CannotSetRefundToOnJointPromise',
      )
      logic.promises.single(promise, joint).draft.refundTo = accountId
    },
    82,
  ),
]
