import { member } from '../codecs/json.js'
import { RpcError } from '../transports/transport.js'
import type { Attempt } from './attempt.js'
import type { JournalEntry } from './journal.js'

/** What the chain proves about a transaction that an endpoint did not know. */
export type Verdict = 'open' | 'applied' | 'expired' | 'nonce used'

const defaultValidityBlocks = 86_400

/**
 * Decides from answers that each name their block, so that lagging or disagreeing endpoints can
 * delay the verdict but never make it wrong: "unknown" alone proves nothing.
 *
 * The key's nonce at a final block below the transaction's: it is not applied up to there; past
 * its validity it never will be. At or above: some block used that nonce up; if the transaction is
 * not in that block, it never will be in any.
 */
export async function judge(attempt: Attempt, entry: JournalEntry): Promise<Verdict> {
  const nonce = BigInt(entry.nonce)
  const referenceHeight = Number(entry.referenceHeight)
  const final = await keyAt(attempt, entry, { finality: 'final' })
  if (final.nonce < nonce) {
    const validityBlocks = attempt.context.validityBlocks ?? defaultValidityBlocks
    return final.height > referenceHeight + validityBlocks ? 'expired' : 'open'
  }
  // A transaction can only be in a block after the one it refers to.
  if (final.height <= referenceHeight) return 'nonce used'
  const reference = await keyAt(attempt, entry, { block_id: referenceHeight })
  if (reference.height === referenceHeight && reference.nonce >= nonce) return 'nonce used'
  const near = await nearlyFirst(attempt, entry, referenceHeight, final.height)
  const block = await firstBlock(attempt, entry, near)
  if (block === undefined) return 'open'
  return (await blockHas(attempt, block, entry.hash)) ? 'applied' : 'nonce used'
}

type KeyState = { readonly nonce: bigint; readonly height: number; readonly hash: string }

async function keyAt(attempt: Attempt, entry: JournalEntry, reference: object): Promise<KeyState> {
  const key = await attempt.query({
    request_type: 'view_access_key',
    account_id: entry.accountId,
    public_key: entry.publicKey,
    ...reference,
  })
  const nonce = member(key, 'nonce')
  const height = member(key, 'block_height')
  const hash = member(key, 'block_hash')
  if (typeof nonce !== 'number' || typeof height !== 'number' || typeof hash !== 'string') {
    throw malformed('view_access_key')
  }
  return { nonce: BigInt(nonce), height, hash }
}

/** By halving: a height at or little above the one where the key's nonce reached the entry's. */
async function nearlyFirst(
  attempt: Attempt,
  entry: JournalEntry,
  from: number,
  to: number,
): Promise<number> {
  let below = from
  let above = to
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2)
    const key = await firstKeyBetween(attempt, entry, middle, above)
    if (key !== undefined && key.nonce >= BigInt(entry.nonce)) above = key.height
    else below = Math.max(middle, key?.height ?? middle)
  }
  return above
}

/** Heights can be skipped; some in a row are stepped over. */
async function firstKeyBetween(
  attempt: Attempt,
  entry: JournalEntry,
  from: number,
  before: number,
): Promise<KeyState | undefined> {
  for (let height = from; height < Math.min(before, from + maxGap); height++) {
    try {
      const key = await keyAt(attempt, entry, { block_id: height })
      if (key.height !== height) throw malformed('view_access_key')
      return key
    } catch (error) {
      if (!(error instanceof RpcError) || error.causeName !== 'UNKNOWN_BLOCK') throw error
    }
  }
  return undefined
}

/**
 * The block that used the nonce up: the key has reached it there and not in the block before.
 * Walks down from a height where it has; undefined when that is too far.
 */
async function firstBlock(attempt: Attempt, entry: JournalEntry, from: number): Promise<unknown> {
  let id: number | string = from
  for (let step = 0; step < maxWalk; step++) {
    const block = await attempt.ask('block', { block_id: id })
    const header = member(block, 'header')
    const previousHash = member(header, 'prev_hash')
    if (member(header, typeof id === 'number' ? 'height' : 'hash') !== id) throw malformed('block')
    if (typeof previousHash !== 'string') throw malformed('block')
    const previous = await keyAt(attempt, entry, { block_id: previousHash })
    if (previous.hash !== previousHash) throw malformed('view_access_key')
    if (previous.nonce < BigInt(entry.nonce)) return block
    id = previousHash
  }
  return undefined
}

const maxGap = 8
const maxWalk = 64

async function blockHas(attempt: Attempt, block: unknown, hash: string): Promise<boolean> {
  const height = member(member(block, 'header'), 'height')
  const chunks = member(block, 'chunks')
  if (!Array.isArray(chunks)) throw malformed('block')
  for (const header of chunks) {
    if (member(header, 'height_included') !== height) continue
    const chunkHash = member(header, 'chunk_hash')
    const chunk = await attempt.ask('chunk', { chunk_id: chunkHash })
    const transactions = member(chunk, 'transactions')
    if (
      typeof chunkHash !== 'string' ||
      member(member(chunk, 'header'), 'chunk_hash') !== chunkHash ||
      !Array.isArray(transactions)
    ) {
      throw malformed('chunk')
    }
    if (transactions.some((transaction) => member(transaction, 'hash') === hash)) return true
  }
  return false
}

function malformed(method: string): Error {
  return new Error(`the answer to ${method} is malformed`)
}
