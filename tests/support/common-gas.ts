/** Gas of the methods that every contract has, by accounts with the longest ids. */
import { createHash } from 'node:crypto'
import type { Devnet, DevnetAccount } from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'
import { accountOf, callsAs, sharedCallsAs } from './calls.js'
import { fixtureWasm } from './fixture-contracts.js'
import { type GasNotes, gasNotes, type Note } from './gas-notes.js'
import { dayNs, near } from './units.js'

const much = 10n ** 37n
/** Longer than any contract's least delay. */
const yearsNs = 730n * dayNs

type TokenContract = { readonly token: typeof import('../fixtures/contracts/token.js') }

/** The longest id there is below the root, by its first letter. */
export function longestId({ root }: Devnet, letter: string): string {
  return `${letter.repeat(63 - root.accountId.length)}.${root.accountId}`
}

export async function storageGas(devnet: Devnet, contractId: string, note: Note): Promise<void> {
  const user = await devnet.createAccount(longestId(devnet, 's'), 10n * near)
  const as = sharedCallsAs(devnet, contractId)
  await note('storage_deposit', as(user).storage_deposit({}, near))
  await note(
    'storage_withdraw',
    as(user).storage_withdraw({ amount: '1' }, 1n),
    'on_storage_withdraw',
  )
  await note('storage_unregister', as(user).storage_unregister({}, 1n), 'on_storage_withdraw')
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
  const as = sharedCallsAs(devnet, contractId)
  await note('set_guardian', as(owner).set_guardian({ guardian_id: nextId }))
  await note('pause', as(owner).pause({ features: 1 }))
  await note('resume', as(owner).resume({ features: 1 }))
  const proposal = { code_hash: '11'.repeat(32), delay_ns: String(yearsNs) }
  await note('propose_upgrade', as(owner).propose_upgrade(proposal))
  await note('cancel_upgrade', as(owner).cancel_upgrade())
  await note('propose_owner', as(owner).propose_owner({ owner_id: nextId }))
  await note('accept_owner', as(next).accept_owner())
}

/** Credits in NEAR and in a token; `message` is what a deposit of tokens says. */
async function moneyGas(
  devnet: Devnet,
  contractId: string,
  owner: DevnetAccount,
  message: string,
  note: Note,
): Promise<void> {
  const as = sharedCallsAs(devnet, contractId)
  const user = await devnet.createAccount(longestId(devnet, 'm'), 10n * near)
  const token = await devnet.createAccount(longestId(devnet, 't'), 20n * near)
  const tokenId = token.accountId
  const tokenAs = callsAs<TokenContract>(devnet, { token: tokenId })
  const inTokens = { token: tokenId }
  await devnet.deploy(token, await fixtureWasm('token'))
  await note('register_token', as(owner).register_token({ token_id: tokenId }))
  // Later ones than those of a contract's first day count three days after that.
  devnet.advanceTime(3n * dayNs)
  await as(user).storage_deposit({}, near)
  await note('hold_token', as(user).hold_token(inTokens))
  await note('drop_token', as(user).drop_token(inTokens))
  await tokenAs(token).token.mint({ account_id: user.accountId, amount: String(much) })
  const transfer = { receiver_id: contractId, amount: String(much), msg: message }
  await note('ft_on_transfer, credit', tokenAs(user).token.ft_transfer_call(transfer, 1n))
  const part = String(much / 3n)
  await note(
    'withdraw, tokens',
    as(user).withdraw({ ...inTokens, amount: part }, 1n),
    'on_withdraw, tokens',
  )
  await tokenAs(token).token.set_mode({ mode: 'failing' })
  await note(
    'withdraw, tokens',
    as(user).withdraw({ ...inTokens, amount: part }, 1n),
    'on_withdraw, restored',
  )
  await note('deposit', as(user).deposit({}, near))
  await note('withdraw', as(user).withdraw({ token: 'NEAR', amount: '1' }, 1n), 'on_withdraw')
}

/** An upgrade to the same code; `migrate` once more by itself, as the contract may call it. */
export async function upgradeGas(
  devnet: Devnet,
  self: DevnetAccount,
  owner: DevnetAccount,
  wasm: Uint8Array,
  note: Note,
): Promise<void> {
  const as = sharedCallsAs(devnet, self.accountId)
  const proposal = {
    code_hash: createHash('sha256').update(wasm).digest('hex'),
    delay_ns: String(yearsNs),
  }
  await devnet.publish(devnet.root, wasm)
  await as(owner).propose_upgrade(proposal)
  devnet.advanceTime(yearsNs)
  await note('execute_upgrade', as(owner).execute_upgrade(), 'execute_upgrade, switch')
  await as(owner).propose_upgrade(proposal)
  await note('migrate', as(self).migrate({ code_hash: proposal.code_hash }))
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
  await note('init', sharedCallsAs(devnet, account.accountId)(account).init(args))
}

export type SharedGas = {
  readonly contractId: string
  readonly wasm: Uint8Array
  /** What a deposit of tokens says. */
  readonly message: string
  readonly initArgs: (id: (letter: string) => string) => object
}

/** All that contracts with money share, by the root as owner; returns what set-up burnt. */
export async function sharedGas(
  t: ExecutionContext,
  devnet: Devnet,
  { contractId, wasm, message, initArgs }: SharedGas,
  note: Note,
): Promise<GasNotes['gas']> {
  await storageGas(devnet, contractId, note)
  await moneyGas(devnet, contractId, devnet.root, message, note)
  await upgradeGas(devnet, accountOf(devnet, contractId), devnet.root, wasm, note)
  await governanceGas(devnet, contractId, devnet.root, note)
  const ofInit = gasNotes(t, longestId(devnet, 'i'))
  await initGas(devnet, wasm, initArgs, ofInit.note)
  return ofInit.gas
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
  const retry = () => sharedCallsAs(devnet, contractId)(user).retry_outbox({ id })
  const read = (key: string): Buffer => {
    const prefix = new TextEncoder().encode(key)
    const [found] = devnet.chain.state({ kind: 'head' })?.records(contractId, prefix) ?? []
    if (found === undefined) throw new Error(`no record ${key}`)
    return Buffer.from(found.value)
  }
  await setMode('failing')
  await note('retry_outbox', retry(), 'on_outbox, failed')
  const entry = read(`o:${id}`)
  await setMode('accepting')
  await note('retry_outbox', retry(), 'on_outbox')
  const record = (key: string, value: Uint8Array) => ({
    kind: 'Data' as const,
    accountId: contractId,
    key: new TextEncoder().encode(key),
    value: new Uint8Array(value),
  })
  /** Puts the record back, with what its payer is charged for it and its money under way. */
  const putBack = (status: 'sent' | 'failed', inFlightYocto: bigint): void => {
    entry[3] = status === 'failed' ? 1 : 0
    writeU128(entry, 6, inFlightYocto)
    const payerId = payerOf(entry)
    const account = read(`a:${payerId}`)
    const totals = read('t:0')
    const bytes = BigInt(`o:${id}`.length + entry.length + 40)
    account.writeBigUInt64LE(account.readBigUInt64LE(17) + bytes, 17)
    totals.writeBigUInt64LE(totals.readBigUInt64LE(80) + bytes, 80)
    writeU128(totals, 32, readU128(totals, 32) + inFlightYocto)
    devnet.chain.patchState([
      record(`o:${id}`, entry),
      record('t:0', totals),
      record(`a:${payerId}`, account),
    ])
  }
  // The chain never loses an answer: the record is put back as a callback without gas leaves it.
  putBack('sent', amountYocto)
  devnet.produceBlocks(601)
  await note('retry_outbox, probe', retry(), 'on_outbox_probe')
  putBack('failed', 0n)
  devnet.advanceTime(90n * dayNs)
  await note('drop_outbox', sharedCallsAs(devnet, contractId)(user).drop_outbox({ id }))
}

/** Behind 38 bytes stand target, method and payer, each behind its length. */
function payerOf(entry: Buffer): string {
  let at = 38
  for (let texts = 0; texts < 2; texts++) at += 1 + (entry[at] ?? 0)
  return entry.subarray(at + 1, at + 1 + (entry[at] ?? 0)).toString()
}

const word = 64n

function readU128(bytes: Buffer, at: number): bigint {
  return (bytes.readBigUInt64LE(at + 8) << word) + bytes.readBigUInt64LE(at)
}

function writeU128(bytes: Buffer, at: number, value: bigint): void {
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value), at)
  bytes.writeBigUInt64LE(value >> word, at + 8)
}
