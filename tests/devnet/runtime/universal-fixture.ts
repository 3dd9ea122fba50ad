/** Universal accounts by hand: state inits as bytes, ids by Node's own hash, transactions as a client sends them. */
import { createHash } from 'node:crypto'
import {
  createDevnet,
  type Devnet,
  type DevnetAccount,
  type DevnetOptions,
  generateKeyPair,
  RpcError,
} from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'
import { list, signedTransaction, sized, u64, u128 } from '../../support/borsh.js'
import { near } from '../../support/units.js'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

export type Contents = {
  /** The account whose global contract the account runs. */
  readonly codeOf?: string
  readonly data?: readonly (readonly [string, string])[]
  readonly keys?: readonly Uint8Array[]
}

/** NEP-655 `UniversalStateInit::V1`; entries and keys stand in the order given. */
export function stateInit({ codeOf, data = [], keys = [] }: Contents): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(0),
    codeOf === undefined ? Uint8Array.of(0) : Buffer.concat([Uint8Array.of(1, 1), sized(codeOf)]),
    list(data.map(([key, value]) => Buffer.concat([sized(key), sized(value)]))),
    list(keys),
  ])
}

const ed25519 = (data: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(0), data])
export const mlDsaHandle = (data: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(3), data])

/** `0u` and the hash, five bits a digit, with four zero bits at the end. */
export function idOf(bytes: Uint8Array): string {
  const bits = `${BigInt(`0x01${createHash('sha3-256').update(bytes).digest('hex')}`)
    .toString(2)
    .slice(1)}0000`
  return `0u${Array.from({ length: 52 }, (_, i) => digits[Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)]).join('')}`
}

export const action = {
  universalStateInit: (bytes: Uint8Array, depositYocto = 0n): Uint8Array =>
    Buffer.concat([Uint8Array.of(15), sized(bytes), u128(depositYocto)]),
  transfer: (depositYocto: bigint): Uint8Array =>
    Buffer.concat([Uint8Array.of(3), u128(depositYocto)]),
  call: (method: string): Uint8Array =>
    Buffer.concat([Uint8Array.of(2), sized(method), sized(''), u64(30n * 10n ** 12n), u128(0n)]),
  deploy: (code: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(1), sized(code)]),
  deployGlobal: (code: Uint8Array): Uint8Array =>
    Buffer.concat([Uint8Array.of(9), sized(code), Uint8Array.of(1)]),
  stake: (key: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(4), u128(1n), key]),
  addFullAccessKey: (key: Uint8Array): Uint8Array =>
    Buffer.concat([Uint8Array.of(5), key, u64(0n), Uint8Array.of(1)]),
  deleteKey: (key: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(6), key]),
  deleteAccount: (beneficiary: string): Uint8Array =>
    Buffer.concat([Uint8Array.of(7), sized(beneficiary)]),
  createAccount: (): Uint8Array => Uint8Array.of(0),
}

export type Outcome = {
  readonly outcome: {
    readonly gas_burnt: number
    readonly status: { readonly Failure?: { readonly ActionError: { readonly kind: unknown } } }
  }
}

export type Sent = {
  /** Why the transaction itself was refused. */
  readonly refused?: unknown
  /** The first failed receipt's action error. */
  readonly failure?: unknown
  readonly outcomes: readonly Outcome[]
}

export type Fixture = {
  readonly devnet: Devnet
  readonly user: DevnetAccount
  /** Sends as the user, or as somebody else with an explicit nonce. */
  readonly send: (
    receiverId: string,
    actions: readonly Uint8Array[],
    as?: { readonly accountId: string; readonly secretKey: string; readonly nonce: bigint },
  ) => Promise<Sent>
  readonly view: (accountId: string) => Promise<Record<string, unknown> | undefined>
}

export async function start(
  t: ExecutionContext,
  options: DevnetOptions = { profile: '88' },
): Promise<Fixture> {
  const userId = 'user.test.near'
  const devnet = await createDevnet({
    accounts: { [userId]: { balanceYocto: 1_000n * near } },
    ...options,
  })
  t.teardown(devnet.close)
  const user = devnet.accounts.get(userId)
  if (user === undefined) throw new Error('no user')
  let nonce = 0n
  const send: Fixture['send'] = async (receiverId, actions, as) => {
    const signer = as ?? { ...user, nonce: ++nonce }
    const signed = signedTransaction(devnet, {
      signerId: signer.accountId,
      secretKey: signer.secretKey,
      nonce: signer.nonce,
      receiverId,
      actions,
    })
    try {
      const result = await devnet.request('send_tx', {
        signed_tx_base64: signed,
        wait_until: 'FINAL',
      })
      const { transaction_outcome, receipts_outcome } = result as {
        readonly transaction_outcome: Outcome
        readonly receipts_outcome: readonly Outcome[]
      }
      const failed = receipts_outcome.find(({ outcome }) => outcome.status.Failure !== undefined)
      return {
        failure: failed?.outcome.status.Failure?.ActionError.kind,
        outcomes: [transaction_outcome, ...receipts_outcome],
      }
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      if (as === undefined) nonce--
      return { refused: invalidTransaction(error.data), outcomes: [] }
    }
  }
  const view: Fixture['view'] = (accountId) =>
    devnet
      .request('query', {
        request_type: 'view_account',
        finality: 'optimistic',
        account_id: accountId,
      })
      .then(
        (found) => found as Record<string, unknown>,
        () => undefined,
      )
  return { devnet, user, send, view }
}

function invalidTransaction(data: unknown): unknown {
  const found = data as { readonly TxExecutionError?: { readonly InvalidTxError?: unknown } }
  return found.TxExecutionError?.InvalidTxError ?? data
}

/** A key and the bytes that name it in a state init. */
export function newKey(seed: string) {
  const pair = generateKeyPair(seed)
  return { ...pair, handle: ed25519(pair.publicKey.data) }
}
