/** Blocks one at a time, and what ran at the contract in each. */
import type { Devnet, DevnetAccount } from '@research-hub/devnet'
import { type KeyPair, parseSecretKey } from '@research-hub/devnet'
import { delegateSigningBytes } from '@research-hub/devnet/internal/primitives/action-codec'
import { sha256 } from '@research-hub/devnet/internal/primitives/hash'
import { signTransaction } from '@research-hub/devnet/internal/primitives/sign-transaction'
import type {
  Action,
  ActionReceipt,
  DelegateAction,
  ExecutionOutcome,
} from '@research-hub/devnet/internal/primitives/types'
import type { Block } from '@research-hub/devnet/internal/runtime/types/block'
import { functionCall, transfer } from './call.js'
import { contractId, licensingId, near, type Token } from './names.js'
import { add, isToken } from './state.js'

export type PlannedAction = {
  readonly method: string
  readonly args: Uint8Array
  readonly deposit: bigint
  readonly tgas: bigint
}

/** A transaction to be; `deletes` ends the signer's own account instead. */
export type Plan = {
  readonly by: string
  readonly to: string
  readonly actions: readonly PlannedAction[]
  /** Signs as NEP-366 has it and lets this account send it. */
  readonly relayedBy?: string
  readonly deletes?: boolean
}

export type Executed = {
  readonly callerId: string
  readonly actions: readonly PlannedAction[]
  readonly nowNs: bigint
  readonly height: bigint
  /** How the promise before a callback ended. */
  readonly result: { readonly ok: boolean; readonly bytes: Uint8Array } | undefined
  readonly failure: string | undefined
  readonly value: Uint8Array | undefined
  /** What it sent to whom, in the words of `call.ts`. */
  readonly sent: readonly string[]
  readonly logs: readonly string[]
}

export type Driver = {
  /** Puts a transaction into the next block. */
  readonly submit: (plan: Plan) => void
  /** Makes a block and tells what ran at the contract. */
  readonly block: () => readonly Executed[]
  readonly isIdle: () => boolean
  readonly advance: (deltaNs: bigint) => readonly Executed[]
  readonly skipBlocks: (count: bigint) => readonly Executed[]
  /** What licensing took, by token, since the start of the run. */
  readonly arrived: Map<Token, bigint>
}

export function createDriver(devnet: Devnet): Driver {
  const { chain } = devnet
  const nonces = new Map<string, bigint>()
  const keys = new Map<string, KeyPair>()
  const data = new Map<string, Uint8Array | undefined>()
  const arrived = new Map<Token, bigint>()

  const keyOf = ({ accountId, secretKey }: DevnetAccount): KeyPair => {
    const known = keys.get(accountId) ?? parseSecretKey(secretKey)
    keys.set(accountId, known)
    return known
  }
  const signerOf = (accountId: string) => {
    const account = devnet.accounts.get(accountId)
    if (account === undefined) throw new Error(`no account ${accountId}`)
    const key = keyOf(account)
    const state = chain.state({ kind: 'head' })
    const stored = state?.accessKey(accountId, key.publicKey)?.nonce ?? 0n
    const last = nonces.get(accountId) ?? 0n
    const nonce = (stored > last ? stored : last) + 1n
    nonces.set(accountId, nonce)
    return { key, fields: { publicKey: key.publicKey, nonce } }
  }
  const collect = (block: Block): readonly Executed[] => {
    for (const receipt of block.incomingReceipts)
      if (receipt.kind === 'Data') data.set(hex(receipt.dataId), receipt.data)
    const executed: Executed[] = []
    for (const id of block.outcomeIds) {
      const receipt = chain.receipt(id)
      const outcome = chain.outcome(id)
      if (outcome === undefined || receipt?.kind !== 'Action') continue
      if (receipt.receiverId === contractId && receipt.predecessorId !== 'system')
        executed.push(describe(block, receipt, outcome))
      if (receipt.receiverId === licensingId) noteArrival(receipt, outcome)
    }
    return executed
  }
  const describe = (
    block: Block,
    receipt: ActionReceipt,
    { logs, receiptIds, status }: ExecutionOutcome,
  ): Executed => {
    const [dataId] = receipt.inputDataIds
    const bytes = dataId === undefined ? undefined : data.get(hex(dataId))
    return {
      callerId: receipt.predecessorId,
      actions: receipt.actions.flatMap(plannedOf),
      nowNs: block.header.timestampNs,
      height: block.header.height,
      result:
        dataId === undefined
          ? undefined
          : { ok: bytes !== undefined, bytes: bytes ?? new Uint8Array(0) },
      failure: status.kind === 'Failure' ? JSON.stringify(status.error) : undefined,
      value: status.kind === 'SuccessValue' ? status.value : undefined,
      sent: receiptIds.flatMap((id) => {
        const made = chain.receipt(id)
        if (made?.kind !== 'Action' || made.predecessorId !== contractId) return []
        return made.actions.map((action) => wordsOf(made.receiverId, action))
      }),
      logs,
    }
  }
  const noteArrival = (receipt: ActionReceipt, { status }: ExecutionOutcome): void => {
    if (status.kind === 'Failure') return
    for (const { args, deposit, method } of receipt.actions.flatMap(plannedOf)) {
      const { amount = '0' } = JSON.parse(Buffer.from(args).toString()) as { amount?: string }
      const token = receipt.predecessorId
      if (method === 'record_revenue') add(arrived, near, deposit)
      else if (method === 'ft_on_transfer' && isToken(token)) add(arrived, token, BigInt(amount))
    }
  }
  const submit = ({ actions, by, deletes = false, relayedBy, to }: Plan): void => {
    const calls: readonly Action[] = deletes
      ? [{ kind: 'DeleteAccount', beneficiaryId: 'hub.near' }]
      : actions.map(callAction)
    const { hash, height } = chain.head().header
    const { fields, key } = signerOf(by)
    if (relayedBy === undefined) {
      const body = { signerId: by, ...fields, receiverId: to, blockHash: hash, actions: calls }
      chain.submit(signTransaction(body, key))
      return
    }
    const delegateAction: DelegateAction = {
      senderId: by,
      receiverId: to,
      actions: calls,
      ...fields,
      maxBlockHeight: height + 100n,
    }
    const signed = key.sign(sha256(delegateSigningBytes(delegateAction)))
    const signature = { keyType: 'ed25519', data: signed } as const
    const relay = signerOf(relayedBy)
    const outer: readonly Action[] = [{ kind: 'Delegate', delegate: { delegateAction, signature } }]
    const body = { signerId: relayedBy, ...relay.fields, receiverId: by, blockHash: hash }
    chain.submit(signTransaction({ ...body, actions: outer }, relay.key))
  }
  return {
    submit,
    block: () => {
      devnet.produceBlocks(1)
      return collect(chain.head())
    },
    isIdle: () => !chain.hasPendingWork(),
    advance: (deltaNs) => {
      devnet.advanceTime(deltaNs)
      return collect(chain.head())
    },
    skipBlocks: (count) => {
      const { timestampNs } = chain.head().header
      return collect(chain.fastForward(count, timestampNs + count * 1_000_000_000n))
    },
    arrived,
  }
}

function callAction({ args, deposit, method, tgas }: PlannedAction): Action {
  const gas = tgas * 10n ** 12n
  return { kind: 'FunctionCall', methodName: method, args, gas, depositYocto: deposit }
}

function plannedOf(action: Action): PlannedAction[] {
  if (action.kind !== 'FunctionCall') return []
  const { args, depositYocto, gas, methodName } = action
  return [{ method: methodName, args, deposit: depositYocto, tgas: gas / 10n ** 12n }]
}

function wordsOf(receiverId: string, action: Action): string {
  if (action.kind === 'Transfer') return transfer(receiverId, action.depositYocto)
  if (action.kind !== 'FunctionCall') return `${receiverId} ${action.kind}`
  const args: unknown = JSON.parse(Buffer.from(action.args).toString())
  return functionCall(receiverId, action.methodName, args, action.depositYocto)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
