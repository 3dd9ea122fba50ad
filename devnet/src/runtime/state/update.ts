import { BorshReader, BorshWriter } from '../../primitives/borsh.js'
import { gasKeyBalanceYocto } from '../../primitives/gas-key.js'
import { bytesKey, bytesOfKey } from '../../primitives/hash.js'
import type { AccessKey, AccountId, GlobalContractId, PublicKey } from '../../primitives/types.js'
import type { PayForValue, StorageChange } from '../../vm/types/interface.js'
import type { Account } from '../types/account.js'
import type { Commit, StateChangeCause } from '../types/commit.js'
import {
  accessKeyKey,
  accessKeyName,
  accessKeyPrefix,
  accountKey,
  accountName,
  codeKey,
  dataKey,
  gasKeyNonceKey,
  globalCodeKey,
  globalNonceKey,
  keyOfAccessKeyRow,
} from './keys.js'
import type { StateReads } from './reads.js'
import { decodeAccessKey, decodeAccount, encodeAccessKey, encodeAccount } from './records.js'
import { trieEntries, trieGet, trieRemove, trieSet } from './trie.js'
import type { TrieNode } from './trie-node.js'

type Changes = Map<string, Uint8Array | null>

/**
 * A block's changes over a trie root, in two layers as in nearcore: what earlier transactions and
 * receipts of the block committed, and what the one being run has written so far.
 */
export class StateUpdate {
  readonly root: TrieNode | undefined
  readonly #committed: Changes = new Map()
  #pending: Changes = new Map()
  readonly #commits: Commit[] = []
  readonly #reads: StateReads | undefined

  /** `reads` is told of everything that is looked up in the trie. */
  constructor(root: TrieNode | undefined, reads?: StateReads) {
    this.root = root
    this.#reads = reads
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#fetch(bytesKey(key))
  }

  set(key: Uint8Array, value: Uint8Array): void {
    this.#pending.set(bytesKey(key), value)
  }

  remove(key: Uint8Array): void {
    this.#pending.set(bytesKey(key), null)
    this.#reads?.remove()
  }

  commit(cause: StateChangeCause): void {
    if (this.#pending.size === 0) return
    for (const [key, value] of this.#pending) this.#committed.set(key, value)
    this.#commits.push({ cause, records: this.#pending })
    this.#pending = new Map()
  }

  /** What was committed, in order. */
  get commits(): readonly Commit[] {
    return this.#commits
  }

  rollback(): void {
    this.#pending = new Map()
  }

  /** Returns a function that undoes what is written from now on, as often as it is called. */
  savepoint(): () => void {
    const saved = new Map(this.#pending)
    return () => {
      this.#pending = new Map(saved)
    }
  }

  /** The trie with all committed changes. */
  finish(): TrieNode | undefined {
    let root = this.root
    for (const [key, value] of this.#committed) {
      root =
        value === null ? trieRemove(root, bytesOfKey(key)) : trieSet(root, bytesOfKey(key), value)
    }
    return root
  }

  account(accountId: AccountId): Account | undefined {
    const bytes = this.#fetch(accountName(accountId))
    return bytes === undefined ? undefined : decodeAccount(bytes)
  }

  setAccount(accountId: AccountId, account: Account): void {
    this.#pending.set(accountName(accountId), encodeAccount(account))
  }

  /** Writes the account anew as it is, if it is there. */
  rewriteAccount(accountId: AccountId): void {
    const name = accountName(accountId)
    if (this.#pending.has(name)) return
    const value = this.#fetch(name)
    if (value !== undefined) this.#pending.set(name, value)
  }

  accessKey(accountId: AccountId, publicKey: PublicKey): AccessKey | undefined {
    const bytes = this.#fetch(accessKeyName(accountId, publicKey))
    return bytes === undefined ? undefined : decodeAccessKey(bytes)
  }

  setAccessKey(accountId: AccountId, publicKey: PublicKey, accessKey: AccessKey): void {
    this.#pending.set(accessKeyName(accountId, publicKey), encodeAccessKey(accessKey))
  }

  removeAccessKey(accountId: AccountId, publicKey: PublicKey): void {
    this.remove(accessKeyKey(accountId, publicKey))
  }

  gasKeyNonce(accountId: AccountId, publicKey: PublicKey, index: number): bigint | undefined {
    const bytes = this.get(gasKeyNonceKey(accountId, publicKey, index))
    return bytes === undefined ? undefined : new BorshReader(bytes).u64()
  }

  setGasKeyNonce(accountId: AccountId, publicKey: PublicKey, index: number, nonce: bigint): void {
    const bytes = new BorshWriter().u64(nonce).finish()
    this.set(gasKeyNonceKey(accountId, publicKey, index), bytes)
  }

  removeGasKeyNonce(accountId: AccountId, publicKey: PublicKey, index: number): void {
    this.remove(gasKeyNonceKey(accountId, publicKey, index))
  }

  /** What all gas keys of an account hold. */
  gasKeyBalancesYocto(accountId: AccountId): bigint {
    const prefix = accessKeyPrefix(accountId)
    let sum = 0n
    for (const name of this.#keysBelow(prefix)) {
      const row = bytesOfKey(name)
      const value = this.get(row)
      const isKey = keyOfAccessKeyRow(row.subarray(prefix.length)) !== undefined
      if (value !== undefined && isKey) sum += gasKeyBalanceYocto(decodeAccessKey(value)) ?? 0n
    }
    return sum
  }

  /** Code to run; a proof of what the block did is sent without it. */
  code(accountId: AccountId): Uint8Array | undefined {
    const key = codeKey(accountId)
    const known = this.#changed(bytesKey(key))
    return known === undefined ? trieGet(this.root, key) : (known ?? undefined)
  }

  codeLength(accountId: AccountId): number | undefined {
    return this.#find(bytesKey(codeKey(accountId))).value?.length
  }

  setCode(accountId: AccountId, code: Uint8Array): void {
    this.set(codeKey(accountId), code)
  }

  removeCode(accountId: AccountId): void {
    this.remove(codeKey(accountId))
  }

  globalCode(id: GlobalContractId): Uint8Array | undefined {
    return this.#find(bytesKey(globalCodeKey(id))).value
  }

  setGlobalCode(id: GlobalContractId, code: Uint8Array): void {
    this.set(globalCodeKey(id), code)
  }

  /** How often a global contract was deployed under a name. */
  globalNonce(id: GlobalContractId): bigint {
    const bytes = this.get(globalNonceKey(id))
    return bytes === undefined ? 0n : new BorshReader(bytes).u64()
  }

  nextGlobalNonce(id: GlobalContractId): bigint {
    const nonce = this.globalNonce(id) + 1n
    this.set(globalNonceKey(id), new BorshWriter().u64(nonce).finish())
    return nonce
  }

  /** Removes the account with its keys, code and records; tells the nonces of gas keys among them. */
  removeAccount(accountId: AccountId): { readonly count: number; readonly keyBytes: number } {
    this.remove(accountKey(accountId))
    this.remove(codeKey(accountId))
    const nonces = { count: 0, keyBytes: 0 }
    const prefix = accessKeyPrefix(accountId)
    for (const name of this.#keysBelow(prefix)) {
      const row = bytesOfKey(name)
      this.remove(row)
      if (keyOfAccessKeyRow(row.subarray(prefix.length)) !== undefined) continue
      nonces.count++
      nonces.keyBytes += row.length
    }
    for (const name of this.#keysBelow(dataKey(accountId, new Uint8Array(0))))
      this.remove(bytesOfKey(name))
    return nonces
  }

  /** A contract's record; `pay` is told its length before it is fetched. */
  readRecord(accountId: AccountId, key: Uint8Array, pay: PayForValue): Uint8Array | undefined {
    const { value, isStored } = this.#find(bytesKey(dataKey(accountId, key)))
    if (value === undefined) return undefined
    pay(value.length)
    if (isStored) {
      this.#reads?.touchValue(value)
      this.#reads?.fetch(value)
    }
    return value
  }

  /** Puts a record where what was there before does not matter. */
  setRecord(accountId: AccountId, key: Uint8Array, value: Uint8Array): void {
    this.set(dataKey(accountId, key), value)
  }

  hasRecord(accountId: AccountId, key: Uint8Array): boolean {
    return this.#find(bytesKey(dataKey(accountId, key))).value !== undefined
  }

  /**
   * Writes a contract record, or removes it; `pay` is told the length of one that was there before it is
   * fetched. A key changed earlier in the block is not looked up in the trie.
   */
  writeRecord(
    accountId: AccountId,
    key: Uint8Array,
    value: Uint8Array | null,
    pay: PayForValue,
  ): StorageChange {
    const trieKey = dataKey(accountId, key)
    const nodes = { touched: 0, cached: 0 }
    const count = (isKnown: boolean | undefined): void => {
      if (isKnown === true) nodes.cached++
      else nodes.touched++
    }
    const found = this.#find(bytesKey(trieKey), (node) => count(this.#reads?.touchNode(node)))
    const previous = found.value
    if (previous !== undefined) pay(previous.length)
    if (previous !== undefined && found.isStored) {
      count(this.#reads?.touchValue(previous))
      this.#reads?.fetch(previous)
    }
    if (value === null) this.remove(trieKey)
    else this.set(trieKey, value)
    return { previous, touchedTrieNodes: nodes.touched, cachedTrieNodes: nodes.cached }
  }

  /** Looks a value up without fetching it; `isStored` when it is the trie that has it. */
  #find(
    name: string,
    touch?: (node: TrieNode) => void,
  ): { readonly value: Uint8Array | undefined; readonly isStored: boolean } {
    const known = this.#changed(name)
    if (known !== undefined) return { value: known ?? undefined, isStored: false }
    const record = this.#reads?.pass
    const pass =
      touch === undefined
        ? record
        : (node: TrieNode): void => {
            record?.(node)
            touch(node)
          }
    return { value: trieGet(this.root, bytesOfKey(name), pass), isStored: true }
  }

  /** A value for the runtime itself. */
  #fetch(name: string): Uint8Array | undefined {
    const { value, isStored } = this.#find(name)
    if (value !== undefined && isStored) this.#reads?.fetch(value)
    return value
  }

  #changed(name: string): Uint8Array | null | undefined {
    const pending = this.#pending.get(name)
    return pending === undefined ? this.#committed.get(name) : pending
  }

  #keysBelow(prefix: Uint8Array): Set<string> {
    const start = bytesKey(prefix)
    const keys = new Set<string>()
    for (const { key, value } of trieEntries(this.root, prefix, this.#reads?.pass)) {
      this.#reads?.fetch(value)
      keys.add(bytesKey(key))
    }
    for (const changes of [this.#committed, this.#pending]) {
      for (const [key, value] of changes) {
        if (!key.startsWith(start)) continue
        if (value === null) keys.delete(key)
        else keys.add(key)
      }
    }
    return keys
  }
}
