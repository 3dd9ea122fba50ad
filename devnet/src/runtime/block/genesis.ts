import { bytesKey, sha256 } from '../../primitives/hash.js'
import { noBacklog } from '../checks/congestion.js'
import { epochHeightOf } from '../stakes/epochs.js'
import { blockProducersHash } from '../stakes/validator-stake.js'
import { keyStorage } from '../state/access-keys.js'
import { emptyAccount } from '../state/records.js'
import { type TrieNode, trieHash } from '../state/trie-node.js'
import { StateUpdate } from '../state/update.js'
import type { Block } from '../types/block.js'
import type { ChainOptions } from '../types/chain.js'
import { makeChunk, overChunks } from './chunk.js'
import { sealHeader } from './header.js'
import { noLeaves } from './merkle.js'

/** The first block and its state: the accounts of the options, nothing else. */
export function makeGenesis(options: ChainOptions): {
  readonly block: Block
  readonly root: TrieNode | undefined
} {
  const { config } = options
  const state = new StateUpdate(undefined)
  let totalSupplyYocto = 0n
  for (const { accountId, amountYocto, lockedYocto = 0n, publicKeys } of options.genesisAccounts) {
    let storageUsage = config.numBytesAccount
    for (const publicKey of publicKeys) {
      const accessKey = { nonce: 0n, permission: { kind: 'FullAccess' } } as const
      state.setAccessKey(accountId, publicKey, accessKey)
      storageUsage += keyStorage({ config }, publicKey, accessKey)
    }
    state.setAccount(accountId, { ...emptyAccount(amountYocto, storageUsage), lockedYocto })
    totalSupplyYocto += amountYocto + lockedYocto
  }
  state.commit({ kind: 'patch' })
  const root = state.finish()
  const none = noLeaves
  const stateRoot = trieHash(root)
  const { chunk, blockBodyHash } = makeChunk(config, {
    height: 0n,
    prevBlockHash: none,
    prevStateRoot: stateRoot,
    outcomeRoot: none,
    gasUsed: 0n,
    balanceBurntYocto: 0n,
    proposals: [],
    backlog: noBacklog,
    transactions: [],
    receipts: undefined,
  })
  const unsealed = {
    height: 0n,
    prevHeight: 0n,
    prevHash: none,
    timestampNs: options.genesisTimestampNs,
    epochHeight: epochHeightOf(options.epochLength, 0n),
    epochId: none,
    nextEpochId: none,
    prevStateRoot: overChunks(bytesKey(stateRoot)),
    stateRoot,
    outcomeRoot: bytesKey(none),
    blockBodyHash,
    randomValue: sha256(options.randomSeed),
    gasPriceYocto: config.minGasPriceYocto,
    gasUsed: 0n,
    balanceBurntYocto: 0n,
    totalSupplyYocto,
    statedSupplyYocto: totalSupplyYocto,
    lastFinalBlock: none,
    lastDsFinalBlock: none,
    blockOrdinal: 1n,
    backlog: noBacklog,
    nextBlockProducersHash: blockProducersHash(options),
    blockMerkleRoot: none,
  }
  const block = {
    header: sealHeader(config, unsealed, chunk),
    chunk,
    transactions: [],
    incomingReceipts: [],
    outcomeIds: [],
    outcomeLeaves: [],
  }
  return { block, root }
}
