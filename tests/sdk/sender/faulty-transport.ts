import type { Devnet } from '@research-hub/devnet'
import { RpcError, type Transport } from '@research-hub/sdk'
import type { Random } from './random.js'

export type Faults = {
  /** How likely each request meets a fault, 0 to 1. */
  readonly rate: number
  /** Requests after which the network is well again. */
  readonly faultyRequests: number
}

export type FaultyTransport = Transport & {
  /** Lets every copy that is still on its way arrive. */
  readonly drain: () => Promise<void>
  /** From now on nothing is forwarded and nothing answered: the process has died. */
  readonly crash: () => void
  readonly counts: Readonly<Record<string, number>>
}

const faults = [
  'dropped',
  'delayed',
  'answer lost',
  'answer truncated',
  'answer duplicated',
  'request duplicated',
  'timed out before',
  'timed out after',
  'behind',
] as const

/**
 * A network that misbehaves in every way a real one does, between the sender and a real chain. What
 * "behind" answers is what a lagging replica would: an older head, older nonces, later blocks and
 * transactions unknown, so that heights seem to run backwards from one answer to the next.
 */
export function faultyTransport(devnet: Devnet, random: Random, options: Faults): FaultyTransport {
  const counts: Record<string, number> = {}
  const late: (() => Promise<unknown>)[] = []
  const lastAnswers = new Map<string, unknown>()
  let requests = 0
  let isDead = false
  const forward = async (method: string, params: unknown): Promise<unknown> => {
    try {
      const answer = await devnet.request(method, params)
      lastAnswers.set(method, answer)
      return answer
    } catch (error) {
      const { message, causeName, data } = error as RpcError
      throw typeof causeName === 'string' ? new RpcError(message, causeName, data) : error
    }
  }
  const deliverLate = async (): Promise<void> => {
    while (late.length > 0 && random.chance(0.4)) {
      await late
        .splice(random.below(late.length), 1)[0]?.()
        .catch(() => undefined)
    }
  }
  const request = async (method: string, params: unknown): Promise<unknown> => {
    if (isDead) return new Promise(() => undefined)
    await deliverLate()
    const isFaulty = requests++ < options.faultyRequests && random.chance(options.rate)
    if (!isFaulty) return forward(method, params)
    const fault = random.pick(faults)
    counts[fault] = (counts[fault] ?? 0) + 1
    switch (fault) {
      case 'dropped':
        throw new Error('connection reset')
      case 'delayed':
        late.push(() => forward(method, params))
        throw new Error('socket hang up')
      case 'answer lost':
        await forward(method, params).catch(() => undefined)
        throw new Error('connection reset')
      case 'answer truncated':
        return truncate(await forward(method, params), random)
      case 'answer duplicated': {
        const earlier = lastAnswers.get(method)
        const answer = await forward(method, params)
        return earlier ?? answer
      }
      case 'request duplicated':
        late.push(() => forward(method, params))
        return forward(method, params)
      case 'timed out before':
        throw new RpcError('Timeout', 'TIMEOUT_ERROR', 'Timeout')
      case 'timed out after':
        await forward(method, params).catch(() => undefined)
        throw new RpcError('Timeout', 'TIMEOUT_ERROR', 'Timeout')
      default:
        return behind(devnet, forward, method, params, 1 + random.below(4))
    }
  }
  return {
    request,
    counts,
    drain: async () => {
      for (const copy of late.splice(0)) await copy().catch(() => undefined)
    },
    crash: () => {
      isDead = true
    },
  }
}

/** Cuts members off an answer, at some depth. */
function truncate(answer: unknown, random: Random): unknown {
  if (Array.isArray(answer)) return answer.slice(0, random.below(answer.length + 1))
  if (typeof answer !== 'object' || answer === null) return undefined
  const entries = Object.entries(answer)
  if (random.chance(0.3)) return Object.fromEntries(entries.slice(0, random.below(entries.length)))
  const victim = random.below(entries.length)
  return Object.fromEntries(
    entries.map(([name, value], i) => [name, i === victim ? truncate(value, random) : value]),
  )
}

/** The answer of a replica that is some blocks behind. */
async function behind(
  devnet: Devnet,
  forward: (method: string, params: unknown) => Promise<unknown>,
  method: string,
  params: unknown,
  blocks: number,
): Promise<unknown> {
  const height = Number(devnet.chain.head().header.height) - blocks
  const genesis = await forward('block', { sync_checkpoint: 'genesis' })
  const at = Math.max(height, Number(read(read(genesis, 'header'), 'height')))
  const id = read(params, 'block_id')
  if (read(params, 'finality') !== undefined) {
    const { finality: _, ...rest } = params as Record<string, unknown>
    return forward(method, { ...rest, block_id: at })
  }
  if (typeof id === 'number' && id > at) throw new RpcError('unknown', 'UNKNOWN_BLOCK', 'unknown')
  if (method === 'tx') {
    const answer = await forward(method, params)
    const blockHash = read(read(answer, 'transaction_outcome'), 'block_hash')
    const block = await forward('block', { block_id: blockHash })
    if (Number(read(read(block, 'header'), 'height')) > at) {
      throw new RpcError('unknown', 'UNKNOWN_TRANSACTION', 'unknown')
    }
    return answer
  }
  return forward(method, params)
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
