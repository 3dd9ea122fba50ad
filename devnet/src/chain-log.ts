/**
 * Durable chains: every change of a chain is a line in an append-only log, written before the call
 * that makes it returns, and replayed at start. Execution is deterministic, so the log needs no
 * state; each replayed block must give the hash that was logged.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { base58 } from '@scure/base'
import { sha256 } from './primitives/hash.js'
import { decodeSignedTransaction } from './primitives/transaction-codec.js'
import type { SignedTransaction } from './primitives/types.js'
import { writeJson } from './rpc/json.js'
import { isObject, type ParamsObject } from './rpc/params.js'
import { stateRecord } from './rpc/state-record.js'
import { patchRecordView } from './rpc/views/patch-record.js'
import type { Block, Chain, ChainSnapshot, StatePatchRecord } from './runtime/interface.js'
import { encodeSignedTransaction } from './sign-transaction.js'

export type LoggedChain = { readonly chain: Chain; readonly close: () => void }

const checksumLength = 16

/**
 * Replays the log at `path` onto a fresh chain and returns a chain that goes on writing it. A last
 * line cut short by a crash was never acknowledged and is dropped; throws on damage before the end
 * or when a replayed block differs from the logged one. With `syncs` each line is on the disk
 * before the call that wrote it returns, so that it outlives the machine and not only the process.
 */
export function logChain(fresh: Chain, path: string, syncs = false): LoggedChain {
  const snapshots = new Map<number, ChainSnapshot>()
  const numbers = new WeakMap<ChainSnapshot, number>()
  let nextSnapshot = 1
  let pool: SignedTransaction[] = []

  const takeSnapshot = (): ChainSnapshot => {
    const snapshot = fresh.snapshot()
    numbers.set(snapshot, nextSnapshot)
    snapshots.set(nextSnapshot, snapshot)
    nextSnapshot++
    return snapshot
  }

  const replay = (entry: ParamsObject): void => {
    if (typeof entry.time === 'string') {
      const transactions = Array.isArray(entry.transactions) ? entry.transactions : []
      for (const text of transactions) {
        fresh.submit(decodeSignedTransaction(Buffer.from(String(text), 'base64')))
      }
      const timeNs = BigInt(entry.time)
      const block =
        typeof entry.skip === 'string'
          ? fresh.fastForward(BigInt(entry.skip), timeNs)
          : fresh.produceBlock(timeNs)
      if (base58.encode(block.header.hash) !== entry.hash) {
        throw new Error(`${path}: block ${block.header.height} replays to another hash`)
      }
    } else if (Array.isArray(entry.patch)) {
      fresh.patchState(entry.patch.map(stateRecord))
    } else if (entry.snapshot !== undefined) {
      takeSnapshot()
    } else {
      const snapshot = snapshots.get(Number(entry.revert))
      if (snapshot === undefined) throw new Error(`${path}: reverts to an unknown snapshot`)
      fresh.revert(snapshot)
    }
  }

  const file = openLog(path, replay)
  const append = (entry: unknown): void => {
    writeWhole(file, Buffer.from(frame(writeJson(entry))))
    if (syncs) fdatasyncSync(file)
  }
  const logBlock = (block: Block, skip: bigint | undefined): Block => {
    append({
      time: block.header.timestampNs.toString(),
      skip: skip?.toString(),
      hash: base58.encode(block.header.hash),
      transactions: pool.map((signed) =>
        Buffer.from(encodeSignedTransaction(signed)).toString('base64'),
      ),
    })
    pool = []
    return block
  }

  const chain: Chain = {
    ...fresh,
    submit: (signed) => {
      pool.push(signed)
      fresh.submit(signed)
    },
    produceBlock: (timestampNs) => logBlock(fresh.produceBlock(timestampNs), undefined),
    fastForward: (deltaHeight, timestampNs) =>
      logBlock(fresh.fastForward(deltaHeight, timestampNs), deltaHeight),
    patchState: (records: readonly StatePatchRecord[]) => {
      fresh.patchState(records)
      append({ patch: records.map(patchRecordView) })
    },
    snapshot: () => {
      const snapshot = takeSnapshot()
      append({ snapshot: numbers.get(snapshot) })
      return snapshot
    },
    revert: (snapshot) => {
      fresh.revert(snapshot)
      pool = []
      append({ revert: numbers.get(snapshot) })
    },
  }
  return { chain, close: () => closeSync(file) }
}

// Reads what is there, cuts a torn last line off, and leaves the file open for appending.
function openLog(path: string, replay: (entry: ParamsObject) => void): number {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  let start = 0
  for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
    const entry = unframe(bytes.subarray(start, end))
    if (entry === undefined) {
      if (end + 1 < bytes.length) throw new Error(`${path}: damaged at byte ${start}`)
      break
    }
    replay(entry)
    start = end + 1
  }
  const file = openSync(path, bytes.length === 0 ? 'w' : 'r+', 0o600)
  ftruncateSync(file, start)
  if (start === 0) return file
  closeSync(file)
  return openSync(path, 'a')
}

// A full disk or a signal may cut a write short; a disk that stays full throws.
function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

function frame(text: string): string {
  return `${checksum(text)} ${text}\n`
}

function unframe(line: Buffer): ParamsObject | undefined {
  const text = line.toString('utf8')
  const body = text.slice(checksumLength + 1)
  if (text.slice(0, checksumLength) !== checksum(body)) return undefined
  const entry: unknown = JSON.parse(body)
  return isObject(entry) ? entry : undefined
}

function checksum(text: string): string {
  return Buffer.from(sha256(Buffer.from(text)))
    .toString('hex')
    .slice(0, checksumLength)
}
