/** Puts the parts together: a chain, its block producer, the RPC and the accounts it starts with. */
import { createAccountRunner } from './account-runner.js'
import {
  chainOptionsOf,
  type Foundation,
  keepFoundation,
  keyOf,
  newFoundation,
  saveFoundation,
} from './foundation.js'
import type { Devnet, DevnetAccount, DevnetOptions, DevnetServer } from './interface.js'
import { logChain } from './log/logged-chain.js'
import type { KeyPair } from './primitives/key-pair.js'
import type { AccountId } from './primitives/types.js'
import { dispatch } from './rpc/dispatcher.js'
import { createBlockClock } from './rpc/node/clock.js'
import type { RpcContext } from './rpc/node/context.js'
import { createProducer } from './rpc/node/producer.js'
import { createSnapshots } from './rpc/node/snapshots.js'
import { serve } from './rpc/server.js'
import { toPlainJson } from './rpc/wire/json.js'
import { createChain } from './runtime/chain.js'

const idleBlockMs = 500

/**
 * Starts a chain in this process: no ports, no binary, and nothing on disk unless `persist` names
 * a folder. A folder that holds a chain already continues it: its profile, names, balances and
 * keys are used and those in `options` ignored. Rejects when an account name or balance cannot be
 * part of a genesis, or when the folder's log is damaged.
 */
export async function createDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const folder = options.persist
  const fresh = newFoundation(options)
  const foundation = folder === undefined ? fresh : keepFoundation(folder, fresh)
  const { rootAccountId } = foundation
  const rootKey = foundation.keys.get(rootAccountId) ?? keyOf(options.seed, rootAccountId)
  const memory = createChain(chainOptionsOf(foundation, rootKey))
  const log = folder === undefined ? undefined : logChain(memory, folder, { syncs: options.syncs })
  const chain = log?.chain ?? memory

  const clockKind = options.clock ?? 'manual'
  const clock = createBlockClock(clockKind)
  const producer = createProducer({
    chain,
    clock,
    idleBlockMs: clockKind === 'real' ? idleBlockMs : 0,
  })
  const snapshots = createSnapshots(chain, producer)
  const node = { startedAtMs: Date.now(), nodePublicKey: rootKey.publicKey, sign: rootKey.sign }
  const context: RpcContext = { chain, producer, snapshots, node, rpcAddr: undefined }
  const servers = new Set<DevnetServer>()
  const root = accountOf(rootAccountId, rootKey)
  const accounts = new Map(Array.from(foundation.keys, ([id, key]) => [id, accountOf(id, key)]))
  const keeper = createKeyKeeper(folder, foundation, options.seed)
  return {
    chain,
    root,
    accounts,
    ...createAccountRunner({ chain, producer, root, accounts, newKey: keeper }),
    request: async (method, params) => toPlainJson(await dispatch(context, method, params)),
    listen: async (listenOptions = {}) => {
      const server = await serve(context, { port: 0, host: '127.0.0.1', ...listenOptions })
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
      log?.close()
    },
  }
}

// A durable chain keeps the keys of accounts made later too, before they are used.
function createKeyKeeper(
  folder: string | undefined,
  foundation: Foundation,
  seed: string | undefined,
): (accountId: AccountId) => KeyPair {
  const keys = new Map(foundation.keys)
  return (accountId) => {
    const key = keyOf(seed, accountId)
    keys.set(accountId, key)
    if (folder !== undefined) saveFoundation(folder, { ...foundation, keys })
    return key
  }
}

function accountOf(accountId: AccountId, key: KeyPair): DevnetAccount {
  return { accountId, secretKey: key.secretKey, publicKey: key.publicKeyText }
}
