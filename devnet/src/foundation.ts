/** What a chain starts from, decided once and kept in the folder of a durable chain. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DevnetOptions } from './interface.js'
import { sha256 } from './primitives/hash.js'
import { generateKeyPair, type KeyPair, parseSecretKey } from './primitives/key-pair.js'
import type { AccountId } from './primitives/types.js'
import type { ChainOptions, GenesisAccount } from './runtime/types/chain.js'
import { loadProfile } from './vm/profiles.js'
import type { ProfileName } from './vm/types/config.js'

export type Foundation = {
  readonly profile: ProfileName
  readonly chainId: string
  readonly rootAccountId: AccountId
  readonly genesisTimestampNs: bigint
  readonly randomSeed: Uint8Array
  readonly balancesYocto: ReadonlyMap<AccountId, bigint>
  readonly keys: ReadonlyMap<AccountId, KeyPair>
}

const yoctoPerNear = 10n ** 24n
/** What `near-sandbox init` gives its validator account. */
const rootBalanceYocto = 1_000_000_000n * yoctoPerNear
const rootStakeYocto = 50_000_000n * yoctoPerNear
/** 2026-01-01 UTC: the start of a chain whose seed asks for a repeatable run. */
const seededGenesisNs = 1_767_225_600_000_000_000n

/** Fills in the defaults; keys come from the seed when there is one. */
export function newFoundation(options: DevnetOptions): Foundation {
  const rootAccountId = options.rootAccountId ?? 'test.near'
  const balancesYocto = new Map<AccountId, bigint>([[rootAccountId, rootBalanceYocto]])
  for (const [accountId, { balanceYocto }] of Object.entries(options.accounts ?? {})) {
    balancesYocto.set(accountId, balanceYocto)
  }
  const isRepeatable = options.seed !== undefined && options.clock !== 'real'
  return {
    profile: options.profile ?? '86',
    chainId: options.chainId ?? 'localnet',
    rootAccountId,
    genesisTimestampNs:
      options.genesisTimestampNs ??
      (isRepeatable ? seededGenesisNs : BigInt(Date.now()) * 1_000_000n),
    randomSeed: options.seed === undefined ? randomBytes(32) : sha256(Buffer.from(options.seed)),
    balancesYocto,
    keys: new Map(
      Array.from(balancesYocto.keys(), (accountId) => [accountId, keyOf(options.seed, accountId)]),
    ),
  }
}

/** The key of an account: always the same one under a seed. */
export function keyOf(seed: string | undefined, accountId: AccountId): KeyPair {
  return generateKeyPair(seed === undefined ? undefined : `${seed}:${accountId}`)
}

/** Chain options of a foundation; its root account is the validator. */
export function chainOptionsOf(foundation: Foundation, rootKey: KeyPair): ChainOptions {
  const { rootAccountId } = foundation
  return {
    chainId: foundation.chainId,
    config: loadProfile(foundation.profile),
    genesisAccounts: Array.from(
      foundation.balancesYocto,
      ([accountId, amountYocto]): GenesisAccount => ({
        accountId,
        amountYocto,
        lockedYocto: accountId === rootAccountId ? rootStakeYocto : 0n,
        publicKeys: [foundation.keys.get(accountId)?.publicKey ?? rootKey.publicKey],
      }),
    ),
    genesisTimestampNs: foundation.genesisTimestampNs,
    validatorId: rootAccountId,
    validatorPublicKey: rootKey.publicKey,
    transactionValidityPeriod: 86_400n,
    epochLength: 500n,
    randomSeed: foundation.randomSeed,
  }
}

/** The foundation kept in `folder`, or `fresh` after keeping it there. */
export function keepFoundation(folder: string, fresh: Foundation): Foundation {
  mkdirSync(folder, { recursive: true })
  const path = foundationPath(folder)
  if (existsSync(path)) return readFoundation(path)
  saveFoundation(folder, fresh)
  return fresh
}

/** Replaces the kept foundation in one step, readable by its owner only. */
export function saveFoundation(folder: string, foundation: Foundation): void {
  const path = foundationPath(folder)
  const text = JSON.stringify({
    profile: foundation.profile,
    chainId: foundation.chainId,
    rootAccountId: foundation.rootAccountId,
    genesisTimestampNs: foundation.genesisTimestampNs.toString(),
    randomSeed: Buffer.from(foundation.randomSeed).toString('hex'),
    balancesYocto: Array.from(foundation.balancesYocto, ([id, amount]) => [id, amount.toString()]),
    secretKeys: Array.from(foundation.keys, ([id, key]) => [id, key.secretKey]),
  })
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}

type SavedFoundation = {
  readonly profile: ProfileName
  readonly chainId: string
  readonly rootAccountId: string
  readonly genesisTimestampNs: string
  readonly randomSeed: string
  readonly balancesYocto: readonly (readonly [string, string])[]
  readonly secretKeys: readonly (readonly [string, string])[]
}

// The file is this module's own; a damaged one fails in the conversions below.
function readFoundation(path: string): Foundation {
  const saved = JSON.parse(readFileSync(path, 'utf8')) as SavedFoundation
  return {
    profile: saved.profile,
    chainId: saved.chainId,
    rootAccountId: saved.rootAccountId,
    genesisTimestampNs: BigInt(saved.genesisTimestampNs),
    randomSeed: new Uint8Array(Buffer.from(saved.randomSeed, 'hex')),
    balancesYocto: new Map(saved.balancesYocto.map(([id, amount]) => [id, BigInt(amount)])),
    keys: new Map(saved.secretKeys.map(([id, secret]) => [id, parseSecretKey(secret)])),
  }
}

function foundationPath(folder: string): string {
  return join(folder, 'devnet.json')
}
