/** Gas of the methods that every contract has, by accounts with the longest ids. */
import { createHash } from 'node:crypto'
import type { CallResult, Devnet, DevnetAccount } from '@research-hub/devnet'
import { fixtureWasm } from './fixture-contracts.js'
import { near } from './units.js'

/** Takes what a call burnt down, and what its callback did where that is named. */
export type Note = (label: string, result: CallResult, callback?: string) => void
const much = 10n ** 37n
const weekNs = 7n * 86_400_000_000_000n

/** The longest id there is below the root, by its first letter. */
export function longestId({ root }: Devnet, letter: string): string {
  return `${letter.repeat(63 - root.accountId.length)}.${root.accountId}`
}

type Call = (
  who: DevnetAccount,
  method: string,
  args?: unknown,
  depositYocto?: bigint,
  target?: string,
) => Promise<CallResult>

function caller(devnet: Devnet, contractId: string): Call {
  return (who, method, args = {}, depositYocto = 0n, target = contractId) =>
    devnet.call(who, target, method, args, { gas: 300_000_000_000_000n, depositYocto })
}

export async function storageGas(devnet: Devnet, contractId: string, note: Note): Promise<void> {
  const user = await devnet.createAccount(longestId(devnet, 's'), 10n * near)
  const call = caller(devnet, contractId)
  note('storage_deposit', await call(user, 'storage_deposit', {}, near))
  const withdrawn = await call(user, 'storage_withdraw', { amount: '1' }, 1n)
  note('storage_withdraw', withdrawn, 'on_storage_withdraw')
  const left = await call(user, 'storage_unregister', {}, 1n)
  note('storage_unregister', left, 'on_storage_withdraw')
}

/** The owner is another one afterwards. */
export async function governanceGas(
  devnet: Devnet,
  contractId: string,
  owner: DevnetAccount,
  note: Note,
): Promise<void> {
  const nextId = longestId(devnet, 'g')
  const next = await devnet.createAccount(nextId, 10n * near)
  const run = caller(devnet, contractId)
  const call = async (who: DevnetAccount, method: string, args: object = {}): Promise<void> =>
    note(method, await run(who, method, args))
  await call(owner, 'set_guardian', { guardian_id: nextId })
  await call(owner, 'pause', { features: 1 })
  await call(owner, 'resume', { features: 1 })
  await call(owner, 'propose_upgrade', {
    code_hash: '11'.repeat(32),
    delay_ns: String(weekNs),
  })
  await call(owner, 'cancel_upgrade')
  await call(owner, 'propose_owner', { owner_id: nextId })
  await call(next, 'accept_owner')
}

/** Credits in NEAR and in a token; `message` is what a deposit of tokens says. */
export async function moneyGas(
  devnet: Devnet,
  contractId: string,
  owner: DevnetAccount,
  message: string,
  note: Note,
): Promise<void> {
  const call = caller(devnet, contractId)
  const user = await devnet.createAccount(longestId(devnet, 'm'), 10n * near)
  const token = await devnet.createAccount(longestId(devnet, 't'), 20n * near)
  const tokenId = token.accountId
  const inTokens = { token: tokenId }
  await devnet.deploy(token, await fixtureWasm('token'))
  note('register_token', await call(owner, 'register_token', { token_id: tokenId }))
  await call(user, 'storage_deposit', {}, near)
  note('hold_token', await call(user, 'hold_token', inTokens))
  note('drop_token', await call(user, 'drop_token', inTokens))
  await call(token, 'mint', { account_id: user.accountId, amount: String(much) }, 0n, tokenId)
  const transfer = { receiver_id: contractId, amount: String(much), msg: message }
  const sent = await call(user, 'ft_transfer_call', transfer, 1n, tokenId)
  note('ft_on_transfer, credit', sent)
  const part = String(much / 3n)
  const paid = await call(user, 'withdraw', { ...inTokens, amount: part })
  note('withdraw, tokens', paid, 'on_withdraw, tokens')
  await call(token, 'set_mode', { mode: 'failing' }, 0n, tokenId)
  const failed = await call(user, 'withdraw', { ...inTokens, amount: part })
  note('withdraw, tokens', failed, 'on_withdraw, restored')
  const deposited = await call(user, 'deposit', {}, near)
  note('deposit', deposited)
  const withdrawn = await call(user, 'withdraw', { token: 'near', amount: '1' })
  note('withdraw', withdrawn, 'on_withdraw')
}

/** An upgrade to the same code; `migrate` once more by itself, as the contract may call it. */
export async function upgradeGas(
  devnet: Devnet,
  self: DevnetAccount,
  owner: DevnetAccount,
  wasm: Uint8Array,
  note: Note,
): Promise<void> {
  const call = caller(devnet, self.accountId)
  const proposal = {
    code_hash: createHash('sha256').update(wasm).digest('hex'),
    delay_ns: String(weekNs),
  }
  await call(owner, 'propose_upgrade', proposal)
  devnet.advanceTime(weekNs)
  note('execute_upgrade', await call(owner, 'execute_upgrade', wasm), 'execute_upgrade, deployment')
  await call(owner, 'propose_upgrade', proposal)
  note('migrate', await call(self, 'migrate'))
}

/** Set-up of an instance with the longest id; `argsOf` makes its arguments from the longest ids. */
export async function initGas(
  devnet: Devnet,
  wasm: Uint8Array,
  argsOf: (id: (letter: string) => string) => object,
  note: Note,
): Promise<void> {
  const account = await devnet.createAccount(longestId(devnet, 'i'), 100n * near)
  await devnet.deploy(account, wasm)
  const args = argsOf((letter) => longestId(devnet, letter))
  note('init', await caller(devnet, account.accountId)(account, 'init', args))
}

type Notification = {
  readonly id: string
  /** NEAR that it carries. */
  readonly amountYocto: bigint
  readonly setMode: (mode: 'failing' | 'accepting') => Promise<unknown>
}

/** Retries of a notification that its neighbour refuses, takes, and has taken when its answer is lost. */
export async function outboxGas(
  devnet: Devnet,
  contractId: string,
  user: DevnetAccount,
  { id, amountYocto, setMode }: Notification,
  note: Note,
): Promise<void> {
  const retry = async (): Promise<CallResult> =>
    caller(devnet, contractId)(user, 'retry_outbox', { id })
  const read = (key: string): Buffer => {
    const prefix = new TextEncoder().encode(key)
    const [found] = devnet.chain.state({ kind: 'head' })?.records(contractId, prefix) ?? []
    if (found === undefined) throw new Error(`no record ${key}`)
    return Buffer.from(found.value)
  }
  await setMode('failing')
  note('retry_outbox', await retry(), 'on_outbox, failed')
  const entry = read(`o:${id}`)
  await setMode('accepting')
  note('retry_outbox', await retry(), 'on_outbox')
  // The chain never loses an answer: the record is put back as a callback without gas leaves it.
  entry[2] = 0
  const totals = read('t:0')
  const word = 64n
  const inFlight = (totals.readBigUInt64LE(40) << word) + totals.readBigUInt64LE(32) + amountYocto
  totals.writeBigUInt64LE(BigInt.asUintN(64, inFlight), 32)
  totals.writeBigUInt64LE(inFlight >> word, 40)
  const record = (key: string, value: Uint8Array) => ({
    kind: 'Data' as const,
    accountId: contractId,
    key: new TextEncoder().encode(key),
    value: new Uint8Array(value),
  })
  devnet.chain.patchState([record(`o:${id}`, entry), record('t:0', totals)])
  devnet.produceBlocks(601)
  note('retry_outbox, probe', await retry(), 'on_outbox_probe')
}
