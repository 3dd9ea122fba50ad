/** Holds the contract's views and records against the model. */
import assert from 'node:assert/strict'
import type { Devnet } from '@research-hub/devnet'
import { storedBytes } from '../../../support/exact-books.js'
import { contractId, good, near, type Token, tokens } from './names.js'
import { add, type Model, totalsOf } from './state.js'
import { expectedKeys, expectedViews, solvencyAnswer } from './views.js'
import type { World } from './world.js'

const byteCostYocto = 10n ** 19n

export type Comparer = {
  /** Asks again whatever may have changed since the last time, by state or by model. */
  readonly compare: (model: Model, world: World) => Promise<void>
  /** When nothing is under way: the tokens' own books, and what came in against what is there. */
  readonly compareIdle: (
    model: Model,
    world: World,
    arrived: ReadonlyMap<Token, bigint>,
  ) => Promise<void>
}

export function createComparer(devnet: Devnet): Comparer {
  let records = new Map<string, string>()
  const answers = new Map<string, string>()
  let surplusYocto: bigint | undefined

  const changedKeys = (): readonly string[] => {
    const now = readRecords(devnet)
    const keys = new Set([...records.keys(), ...now.keys()])
    const changed = [...keys].filter((key) => records.get(key) !== now.get(key))
    records = now
    return changed
  }

  const compareViews = async (model: Model, world: World): Promise<void> => {
    const changed = changedKeys()
    const ids = new Set([...world.channels.map(({ id }) => id), ...model.channels.keys()])
    for (const { answer, args, from, method } of expectedViews(model, ids)) {
      const name = `${method} ${JSON.stringify(args)}`
      const text = JSON.stringify(answer)
      const isTouched = changed.some((key) => from.some((start) => key.startsWith(start)))
      if (answers.get(name) === text && !isTouched) continue
      const found = await devnet.view(contractId, method, args)
      assert.deepEqual(method === 'outbox_entry' ? entryText(found) : found, answer, name)
      answers.set(name, text)
      if (method === 'lanes') see(world, String(args.channel_id), model, found)
    }
  }

  return {
    compare: async (model, world) => {
      world.outboxBase = model.outboxBase
      world.revisions = new Map([...model.terms].map(([id, { revision }]) => [id, revision]))
      await compareViews(model, world)
      assert.deepEqual(userKeys(records), expectedKeys(model), 'the records that there are')
      for (const token of tokens) {
        const { holds, ...rest } = (await devnet.view(contractId, 'solvency', {
          token,
        })) as Solvency
        assert.deepEqual(rest, solvencyAnswer(model, token), 'INV-3 INV-4')
        if (token === near) surplusYocto = checkNear(devnet, rest, BigInt(holds), surplusYocto)
        else assert.equal(BigInt(holds), model.book.get(token) ?? 0n, `INV-3 book of ${token}`)
      }
    },
    compareIdle: async (model, world, arrived) => {
      const held = await devnet.view(good, 'ft_balance_of', { account_id: contractId })
      assert.equal(BigInt(String(held)), model.book.get(good) ?? 0n, 'INV-3 good tokens')
      for (const token of [near, good] as const) {
        const { credits, inFlight, locked, outbox } = totalsOf(model, token)
        assert.equal(inFlight, 0n, 'INV-17 something stays under way')
        const left = new Map([[token, world.oracle.paidIn.get(token) ?? 0n]])
        add(left, token, -(arrived.get(token) ?? 0n))
        assert.equal(locked + credits + outbox, left.get(token), `INV-4 INV-26 ${token} kept`)
      }
    },
  }
}

type Solvency = Readonly<Record<'holds' | 'owed', string>>

/**
 * Holdings are what the chain has for the contract. Beyond what is owed and what the contract's own
 * records stake, nothing may ever leave; single yoctos of transfers that failed add to it.
 */
function checkNear(
  devnet: Devnet,
  { owed }: Pick<Solvency, 'owed'>,
  holds: bigint,
  before: bigint | undefined,
): bigint {
  const account = devnet.chain.state({ kind: 'head' })?.account(contractId)
  const { amountYocto = 0n, storageUsage = 0n } = account ?? {}
  const { ownBytes, userBytes } = storedBytes(devnet, contractId)
  const stakeYocto = (storageUsage - userBytes) * byteCostYocto
  assert.equal(holds, amountYocto - stakeYocto, 'INV-3 holdings in NEAR')
  const surplus = holds - BigInt(owed) + ownBytes * byteCostYocto
  assert.ok(
    before === undefined || surplus >= before,
    `INV-3 NEAR is missing: ${surplus - (before ?? 0n)}`,
  )
  return surplus
}

function see(world: World, id: string, model: Model, lanes: unknown): void {
  const channel = model.channels.get(id)
  if (channel === undefined) world.oracle.see(id, null)
  else {
    const settled = (lanes as readonly string[]).map(BigInt)
    world.oracle.see(id, { deposit: channel.deposit, lanes: settled })
  }
}

function readRecords(devnet: Devnet): Map<string, string> {
  const found = devnet.chain.state({ kind: 'head' })?.records(contractId, new Uint8Array(0)) ?? []
  const texts = new Map<string, string>()
  for (const { key, value } of found)
    texts.set(Buffer.from(key).toString('latin1'), Buffer.from(value).toString('latin1'))
  return texts
}

function userKeys(records: ReadonlyMap<string, string>): readonly string[] {
  return [...records.keys()].filter((key) => /^([abcdelpr]:|o:\d)/.test(key)).sort()
}

function entryText(found: unknown): string | null {
  const entry = found as Readonly<Record<'status' | 'token' | 'amount', string>> | null
  return entry === null ? null : `${entry.status} ${entry.token} ${entry.amount}`
}
