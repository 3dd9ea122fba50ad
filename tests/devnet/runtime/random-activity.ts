/** Random transactions of every action kind between a few accounts, good and bad ones mixed. */
import { createDevnet, type Devnet, type DevnetOptions } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import fc from 'fast-check'
import { actions, DelegateAction, KeyPairSigner, PublicKey, type Transaction } from 'near-api-js'
import { accountOf } from '../../support/calls.js'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'

const names = ['a.test.near', 'b.test.near', 'c.test.near'] as const
type Name = (typeof names)[number]

export type Step = {
  readonly from: Name
  readonly to: string
  readonly actions: readonly StepAction[]
}

type StepAction =
  | { readonly kind: 'transfer'; readonly amount: bigint }
  | {
      readonly kind: 'call'
      readonly method: string
      readonly amount: bigint
      readonly tgas: number
    }
  | { readonly kind: 'deploy' | 'create' | 'useGlobal' | 'deployGlobal' }
  | { readonly kind: 'addKey' | 'deleteKey'; readonly key: number }
  | { readonly kind: 'stake'; readonly amount: bigint }
  | { readonly kind: 'delete'; readonly beneficiary: Name }
  | { readonly kind: 'delegate'; readonly beneficiary: Name; readonly method: string | undefined }

const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: 5n }),
  fc.bigInt({ min: 0n, max: 3n * near }),
  fc.constant(10n ** 30n),
)
const kind = <K extends string>(name: K) => fc.constant(name)
const action: fc.Arbitrary<StepAction> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('transfer'), amount }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: kind('call'),
      method: fc.constantFrom('pay', 'panic', 'write', 'chain', 'nothing', 'absent'),
      amount: fc.constantFrom(0n, 1n, near),
      tgas: fc.constantFrom(1, 30, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('deploy', 'create', 'useGlobal', 'deployGlobal'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('addKey', 'deleteKey'), key: fc.nat({ max: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('stake'), amount: fc.constantFrom(0n, near, 10n ** 30n) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('delete'), beneficiary: fc.constantFrom(...names) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('delegate'),
      beneficiary: fc.constantFrom(...names),
      method: fc.constantFrom(undefined, 'write', 'panic'),
    }),
  },
)

const implicitId = 'ab'.repeat(32)

export const step: fc.Arbitrary<Step> = fc.record({
  from: fc.constantFrom(...names),
  to: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<string>(...names) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'new.a.test.near',
        implicitId,
        `0x${'12'.repeat(20)}`,
        'nobody.near',
      ),
    },
  ),
  actions: fc.array(action, { minLength: 1, maxLength: 3 }),
})

export type Activity = {
  readonly devnet: Devnet
  /** Sends one step; the answer is the transaction's whole status, or the error it was refused with. */
  readonly send: (step: Step) => Promise<unknown>
}

/** A deterministic chain with three accounts, each with the same contract. */
export async function startActivity(
  wasm: Uint8Array,
  options: DevnetOptions = {},
): Promise<Activity> {
  const devnet = await createDevnet({
    seed: 'activity',
    genesisTimestampNs: 1_700_000_000_000_000_000n,
    accounts: Object.fromEntries(names.map((name) => [name, { balanceYocto: 100n * near }])),
    ...options,
  })
  return { devnet, send: (one) => send(devnet, wasm, one) }
}

export async function deployAll({ devnet }: Activity, wasm: Uint8Array): Promise<void> {
  for (const name of names) await devnet.deploy(accountOf(devnet, name), wasm)
}

async function send(devnet: Devnet, wasm: Uint8Array, one: Step): Promise<unknown> {
  const list = await Promise.all(one.actions.map((part) => toAction(devnet, one, part, wasm)))
  return sendActions(devnet, accountOf(devnet, one.from), one.to, list).catch((error: unknown) => ({
    refused: String(error),
  }))
}

async function toAction(
  devnet: Devnet,
  { to }: Step,
  part: StepAction,
  wasm: Uint8Array,
): Promise<Transaction['actions'][number]> {
  switch (part.kind) {
    case 'transfer':
      return actions.transfer(part.amount)
    case 'call':
      return actions.functionCall(
        part.method,
        new Uint8Array(),
        BigInt(part.tgas) * 10n ** 12n,
        part.amount,
      )
    case 'deploy':
      return actions.deployContract(wasm)
    case 'create':
      return actions.createAccount()
    case 'deployGlobal':
      return actions.deployGlobalContract(wasm.subarray(0, 8), 'accountId')
    case 'useGlobal':
      return actions.useGlobalContract({ accountId: 'a.test.near' })
    case 'addKey':
      return actions.addFullAccessKey(extraKey(part.key))
    case 'deleteKey':
      return actions.deleteKey(extraKey(part.key))
    case 'stake':
      return actions.stake(part.amount, extraKey(0))
    case 'delete':
      return actions.deleteAccount(part.beneficiary)
    case 'delegate':
      return delegate(devnet, to, part)
  }
}

/** The receiver's own delegate action: money, or a call, for somebody else. */
async function delegate(
  devnet: Devnet,
  senderId: string,
  { beneficiary, method }: Extract<StepAction, { kind: 'delegate' }>,
): Promise<Transaction['actions'][number]> {
  const sender = devnet.accounts.get(senderId) ?? accountOf(devnet, names[0])
  const signer = KeyPairSigner.fromSecretKey(`ed25519:${sender.secretKey.slice('ed25519:'.length)}`)
  const key = devnet.chain
    .state({ kind: 'head' })
    ?.accessKeys(sender.accountId)
    .find(({ publicKey }) => base58.encode(publicKey.data) === sender.publicKey.slice(8))
  const inner =
    method === undefined
      ? actions.transfer(5n)
      : actions.functionCall(method, new Uint8Array(), 20n * 10n ** 12n, 1n)
  const action = new DelegateAction({
    senderId: sender.accountId,
    receiverId: beneficiary,
    actions: [inner],
    nonce: (key?.accessKey.nonce ?? 0n) + 1n,
    maxBlockHeight: 10n ** 9n,
    publicKey: await signer.getPublicKey(),
  })
  const { signedDelegate } = await signer.signDelegateAction(action)
  return actions.signedDelegate(signedDelegate)
}

function extraKey(index: number): PublicKey {
  const data = new Uint8Array(32).fill(index + 1)
  return PublicKey.from(`ed25519:${base58.encode(data)}`)
}

/** What all accounts hold. */
export function heldYocto(devnet: Devnet): bigint {
  const state = devnet.chain.state({ kind: 'head' })
  let sum = 0n
  for (const id of state?.accountIds() ?? []) {
    const account = state?.account(id)
    sum += (account?.amountYocto ?? 0n) + (account?.lockedYocto ?? 0n)
  }
  return sum
}

/** A contract that pays, calls on, writes and panics. */
export const source = `declare const env: unknown
const ids = ${JSON.stringify(names)}
export function pay() {
  const p = env.promise_batch_create(ids[1])
  env.promise_batch_action_transfer(p, 1000n)
  env.promise_return(p)
}
export function panic() { env.promise_batch_create(ids[0]); throw new Error('no') }
export function write() {
  const n = Number(env.block_index() % 5n)
  env.storage_write('k' + n, 'v'.repeat(n * 100), 0n)
  env.storage_remove('k' + ((n + 1) % 5), 0n)
}
export function chain() {
  const one = env.promise_create(ids[2], 'write', '', 1n, 5000000000000n)
  const two = env.promise_create(ids[0], 'panic', '', 0n, 5000000000000n)
  const both = env.promise_and(one, two)
  env.promise_return(env.promise_then(both, ids[1], 'after', '', 0n, 5000000000000n))
}
export function after() { env.value_return(String(env.promise_results_count())) }
export function nothing() {}`
