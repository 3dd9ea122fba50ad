/** Accounts and calls without JSON: signs, runs blocks until done, gathers the outcomes. */
import { callResult } from './call-result.js'
import type { CallResult, Devnet, DevnetAccount } from './interface.js'
import { accountIdKind, isAccountId, isSubAccountOf } from './primitives/account-id.js'
import { type KeyPair, parseSecretKey } from './primitives/key-pair.js'
import { signTransaction } from './primitives/sign-transaction.js'
import type { AccountId, Action } from './primitives/types.js'
import { transactionExecution } from './rpc/node/execution.js'
import type { Producer } from './rpc/node/producer.js'
import { handlerError, invalidTransaction, overloaded } from './rpc/wire/error.js'
import type { StatePatchRecord } from './runtime/types/account.js'
import type { Chain } from './runtime/types/chain.js'
import type { StateView } from './runtime/types/state-view.js'

export type AccountRunnerOptions = {
  readonly chain: Chain
  readonly producer: Producer
  readonly root: DevnetAccount
  readonly accounts: Map<AccountId, DevnetAccount>
  readonly newKey: (accountId: AccountId) => KeyPair
}

export type AccountRunner = Pick<
  Devnet,
  'createAccount' | 'deploy' | 'publish' | 'call' | 'view' | 'viewRaw' | 'balanceYocto'
>

/** 300 Tgas: what every profile can attach to a call. */
const defaultCallGas = 300_000_000_000_000n
/** A yield times out after 200 blocks; past that nothing of a transaction can be left. */
const maxExtraBlocks = 256
const fullAccess = { nonce: 0n, permission: { kind: 'FullAccess' } } as const

/** Account and call functions of the in-process API. */
export function createAccountRunner(options: AccountRunnerOptions): AccountRunner {
  const { chain, producer, root, accounts } = options
  const keyPairs = new Map<string, KeyPair>()

  const keyPairOf = ({ secretKey }: DevnetAccount): KeyPair => {
    const known = keyPairs.get(secretKey)
    if (known !== undefined) return known
    const parsed = parseSecretKey(secretKey)
    keyPairs.set(secretKey, parsed)
    return parsed
  }

  const headState = (): StateView => {
    const state = chain.state({ kind: 'head' })
    if (state === undefined) throw new Error('the head has no state')
    return state
  }

  const run = (
    signer: DevnetAccount,
    receiverId: AccountId,
    actions: readonly Action[],
  ): CallResult => {
    const key = keyPairOf(signer)
    const accessKey = headState().accessKey(signer.accountId, key.publicKey)
    const signed = signTransaction(
      {
        signerId: signer.accountId,
        publicKey: key.publicKey,
        nonce: (accessKey?.nonce ?? 0n) + 1n,
        receiverId,
        blockHash: chain.head().header.hash,
        actions,
      },
      key,
    )
    const submitted = producer.submit(signed)
    if (submitted.kind === 'invalid') throw invalidTransaction(submitted.error)
    if (submitted.kind === 'full') throw overloaded()
    producer.runUntilIdle()
    let execution = transactionExecution(chain, signed.hash)
    for (let extra = 0; execution?.isComplete === false && extra < maxExtraBlocks; extra++) {
      producer.produceBlock()
      execution = transactionExecution(chain, signed.hash)
    }
    if (execution === undefined) {
      throw invalidTransaction(producer.rejection(signed.hash) ?? 'Expired')
    }
    return callResult(execution)
  }

  const createAccount = async (
    accountId: AccountId,
    balanceYocto: bigint,
  ): Promise<DevnetAccount> => {
    if (!isAccountId(accountId)) throw new TypeError(`invalid account id '${accountId}'`)
    const key = options.newKey(accountId)
    const creator = [root, ...accounts.values()].find((account) =>
      isSubAccountOf(accountId, account.accountId),
    )
    if (creator === undefined) {
      mint(accountId, balanceYocto, key)
    } else {
      const created = run(creator, accountId, [
        { kind: 'CreateAccount' },
        { kind: 'Transfer', depositYocto: balanceYocto },
        { kind: 'AddKey', publicKey: key.publicKey, accessKey: fullAccess },
      ])
      if (!created.ok) {
        throw new Error(`creating ${accountId} failed: ${JSON.stringify(created.failure)}`)
      }
    }
    const account = { accountId, secretKey: key.secretKey, publicKey: key.publicKeyText }
    accounts.set(accountId, account)
    return account
  }

  // Names that no account here may create (another top level) are written into the state.
  const mint = (accountId: AccountId, balanceYocto: bigint, key: KeyPair): void => {
    if (accountIdKind(accountId, chain.options.config.protocolVersion) !== 'named') {
      throw new TypeError(`${accountId} is an implicit account: transfer to it instead`)
    }
    if (headState().account(accountId) !== undefined) {
      throw new Error(`account ${accountId} exists already`)
    }
    const records: StatePatchRecord[] = [
      {
        kind: 'Account',
        accountId,
        account: {
          amountYocto: balanceYocto,
          lockedYocto: 0n,
          storageUsage: 182n,
          codeHash: new Uint8Array(32),
          globalContract: undefined,
        },
      },
      { kind: 'AccessKey', accountId, publicKey: key.publicKey, accessKey: fullAccess },
    ]
    chain.patchState(records)
    producer.produceBlock()
  }

  const viewRaw = async (
    contractId: AccountId,
    methodName: string,
    args: Uint8Array,
  ): Promise<Uint8Array> => {
    const called = headState().call(contractId, methodName, args)
    if (called.ok) return called.result
    throw handlerError(
      'CONTRACT_EXECUTION_ERROR',
      { vm_error: called.errorDebug },
      `wasm execution failed with error: ${called.errorDebug}`,
    )
  }

  return {
    createAccount,
    deploy: async (account, wasm) =>
      run(account, account.accountId, [{ kind: 'DeployContract', code: wasm }]),
    publish: async (account, wasm) =>
      run(account, account.accountId, [
        { kind: 'DeployGlobalContract', code: wasm, mode: 'codeHash' },
      ]),
    call: async (signer, contractId, methodName, args, callOptions = {}) =>
      run(signer, contractId, [
        {
          kind: 'FunctionCall',
          methodName,
          args: encodeArgs(args),
          gas: callOptions.gas ?? defaultCallGas,
          depositYocto: callOptions.depositYocto ?? 0n,
        },
      ]),
    view: async (contractId, methodName, args) => {
      const text = Buffer.from(await viewRaw(contractId, methodName, encodeArgs(args))).toString()
      return text === '' ? undefined : JSON.parse(text)
    },
    viewRaw,
    balanceYocto: (accountId) => headState().account(accountId)?.amountYocto ?? 0n,
  }
}

/** Raw bytes as they are; otherwise JSON, bigints as the decimal strings NEAR contracts expect. */
function encodeArgs(args: unknown): Uint8Array {
  if (args instanceof Uint8Array) return args
  const text = JSON.stringify(args ?? {}, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return new Uint8Array(Buffer.from(text))
}
