/** Puts the parts together: a chain, its block producer, the RPC and the accounts it starts with. */
import { createAccountRunner } from './account-runner.js'
import type { Devnet, DevnetAccount, DevnetOptions, DevnetServer } from './interface.js'
import { generateKeyPair, type KeyPair } from './key-pair.js'
import { sha256 } from './primitives/hash.js'
import type { AccountId } from './primitives/types.js'
import { createBlockClock } from './rpc/clock.js'
import type { NodeIdentity, RpcContext } from './rpc/context.js'
import { dispatch } from './rpc/dispatcher.js'
import { toPlainJson } from './rpc/json.js'
import { createProducer } from './rpc/producer.js'
import { serve } from './rpc/server.js'
import { createSnapshots } from './rpc/snapshots.js'
import { createChain } from './runtime/chain.js'
import type { Chain, GenesisAccount } from './runtime/interface.js'
import { loadProfile } from './vm/config.js'

const yoctoPerNear = 10n ** 24n
/** What `near-sandbox init` gives its validator account. */
const rootBalanceYocto = 1_000_000_000n * yoctoPerNear
const rootStakeYocto = 50_000_000n * yoctoPerNear
const idleBlockMs = 500
/** 2026-01-01 UTC: the start of a chain whose seed asks for a repeatable run. */
const seededGenesisNs = 1_767_225_600_000_000_000n

/**
 * Starts a chain in this process: no ports, no binary, nothing on disk. Rejects when an account
 * name or a balance cannot be part of a genesis.
 */
export async function createDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const rootAccountId = options.rootAccountId ?? 'test.near'
  const keyOf = (accountId: AccountId): KeyPair =>
    generateKeyPair(options.seed === undefined ? undefined : `${options.seed}:${accountId}`)
  const keys = new Map<AccountId, KeyPair>()
  for (const accountId of [rootAccountId, ...Object.keys(options.accounts ?? {})]) {
    keys.set(accountId, keyOf(accountId))
  }
  const rootKey = keys.get(rootAccountId) ?? keyOf(rootAccountId)
  const genesisAccounts = Array.from(keys, ([accountId, key]): GenesisAccount => {
    const balanceYocto = options.accounts?.[accountId]?.balanceYocto
    return {
      accountId,
      amountYocto: balanceYocto ?? rootBalanceYocto,
      lockedYocto: accountId === rootAccountId ? rootStakeYocto : 0n,
      publicKeys: [key.publicKey],
    }
  })
  const chain = createChain({
    chainId: options.chainId ?? 'localnet',
    config: loadProfile(options.profile ?? '86'),
    genesisAccounts,
    genesisTimestampNs: options.genesisTimestampNs ?? defaultGenesisNs(options),
    validatorId: rootAccountId,
    validatorPublicKey: rootKey.publicKey,
    transactionValidityPeriod: 86_400n,
    epochLength: 500n,
    randomSeed: sha256(Buffer.from(options.seed ?? rootKey.secretKey)),
  })
  return assembleDevnet(chain, options.clock ?? 'manual', rootAccountId, keys, keyOf)
}

/** The in-process API over a chain made elsewhere, such as from genesis files. */
export function assembleDevnet(
  chain: Chain,
  clockKind: 'real' | 'manual',
  rootAccountId: AccountId,
  keys: ReadonlyMap<AccountId, KeyPair>,
  newKey: (accountId: AccountId) => KeyPair,
): Devnet {
  const producer = createProducer({
    chain,
    clock: createBlockClock(clockKind),
    idleBlockMs: clockKind === 'real' ? idleBlockMs : 0,
  })
  const snapshots = createSnapshots(chain, producer)
  const nodeKey = keys.get(rootAccountId) ?? newKey(rootAccountId)
  const context: RpcContext = {
    chain,
    producer,
    snapshots,
    node: nodeIdentity(nodeKey),
    rpcAddr: undefined,
  }
  const servers = new Set<DevnetServer>()
  const accounts = new Map(Array.from(keys, ([id, key]) => [id, accountOf(id, key)]))
  const root = accounts.get(rootAccountId) ?? accountOf(rootAccountId, nodeKey)
  const runner = createAccountRunner({ chain, producer, root, accounts, newKey })
  return {
    chain,
    root,
    accounts,
    ...runner,
    request: async (method, params) => toPlainJson(await dispatch(context, method, params)),
    listen: async (options = {}) => {
      const server = await serve(context, {
        port: options.port ?? 0,
        host: options.host ?? '127.0.0.1',
      })
      servers.add(server)
      return server
    },
    snapshot: snapshots.take,
    revert: snapshots.revert,
    advanceTime: (deltaNs) => {
      if (deltaNs <= 0n) throw new RangeError('time only moves forward')
      producer.advanceTime(deltaNs)
    },
    produceBlocks: (count) => {
      for (let made = 0; made < count; made++) producer.produceBlock()
    },
    close: async () => {
      producer.stop()
      await Promise.all(Array.from(servers, (server) => server.close()))
      servers.clear()
    },
  }
}

/** A key pair as the account it controls. */
export function accountOf(accountId: AccountId, key: KeyPair): DevnetAccount {
  return { accountId, secretKey: key.secretKey, publicKey: key.publicKeyText }
}

/** Identity of a node that signs with the given key. */
export function nodeIdentity(key: KeyPair): NodeIdentity {
  return { startedAtMs: Date.now(), nodePublicKey: key.publicKey, sign: key.sign }
}

function defaultGenesisNs(options: DevnetOptions): bigint {
  const isRepeatable = options.seed !== undefined && options.clock !== 'real'
  return isRepeatable ? seededGenesisNs : BigInt(Date.now()) * 1_000_000n
}
