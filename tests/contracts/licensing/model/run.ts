/** Runs commands against the contract and compares everything it owes with the model after each. */

import type { CallResult } from '@research-hub/devnet'
import { splitTree } from '@research-hub/sdk/codecs'
import type { ExecutionContext } from 'ava'
import { attempt } from '../../../support/calls.js'
import { requireExactBooks } from '../../../support/exact-books.js'
import { draftAsset, plainTerms } from '../../../support/licensing-assets.js'
import {
  badTokenId,
  guardianId,
  type LicensingFixture,
  ladderId,
  licensingFixture,
  licensingId,
  ownerId,
  treasuryId,
} from '../../../support/licensing-fixture.js'
import { dayNs } from '../../../support/units.js'
import { type Command, people, type SplitShape, tokens } from './commands.js'
import {
  claimedIn,
  flowOf,
  gross,
  held,
  links,
  type Model,
  newModel,
  own,
  price,
  pulledFrom,
  step,
} from './model.js'

export type Stage = {
  readonly f: LicensingFixture
  readonly termsHash: string
  readonly snapshot: ReturnType<LicensingFixture['devnet']['snapshot']>
}

/** Three assets in a row of descent, each open for every token. */
export async function setStage(): Promise<Stage> {
  const f = await licensingFixture('licensing-model')
  let termsHash = ''
  for (const [at, owner] of people.entries()) {
    const id = await draftAsset(f, owner)
    if (at > 0) {
      const parent = { parent_id: String(at), terms_hash: termsHash }
      const share_ppm = links[at]?.[at - 1]
      await f.as(owner).licensing.add_parent({ asset_id: id, ...parent, share_ppm })
    }
    await f.as(owner).licensing.seal({ asset_id: id })
    termsHash = String(
      (await f.as(owner).licensing.add_terms({ asset_id: id, terms: plainTerms })).json,
    )
    for (const token of tokens.slice(1))
      await f.as(owner).licensing.open_flow({ asset_id: id, token })
  }
  return { f, termsHash, snapshot: f.devnet.snapshot() }
}

type Run = {
  readonly t: ExecutionContext
  readonly stage: Stage
  readonly model: Model
  outboxId: number
}

export async function runAgainstModel(
  t: ExecutionContext,
  stage: Stage,
  commands: readonly Command[],
): Promise<void> {
  stage.f.devnet.revert(stage.snapshot)
  const run: Run = { t, stage, model: newModel(), outboxId: 0 }
  for (const command of commands) {
    const what = JSON.stringify(command, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    )
    const expected = step(run.model, command)
    const result = await send(run, command)
    if (result !== undefined) t.is(ownCode(result), expected, what)
    await compareSums(run, what)
  }
  await compareAll(run)
}

/** The code with which the call itself failed, whatever became of what it sent on. */
function ownCode({ receipts, failure }: CallResult): string | undefined {
  const first = receipts.find(({ executorId }) => executorId === licensingId)
  const text = first === undefined ? JSON.stringify(failure) : JSON.stringify(first.status)
  return /(ERR_[A-Z0-9_]+)/.exec(text)?.[1]
}

async function send(run: Run, command: Command): Promise<CallResult | undefined> {
  const { f, termsHash } = run.stage
  const caller = people[0]
  const id = 'asset' in command ? String(command.asset + 1) : ''
  switch (command.kind) {
    case 'earn': {
      run.outboxId += 1
      const nowNs = f.devnet.chain.head().header.timestampNs
      const since =
        command.ago === 0 ? {} : { since_ns: String(nowNs - BigInt(command.ago) * dayNs) }
      const args = { asset_id: id, outbox_id: String(run.outboxId), ...since }
      if (command.token === 'NEAR')
        return attempt(f.as(command.by).licensing.record_revenue(args, command.amount))
      const msg = JSON.stringify({ method: 'record_revenue', args })
      const sent = await f.sendTokens(command.by, command.token, command.amount, msg)
      // A token that fails or lies never gets as far as the contract.
      return command.token === badTokenId && run.model.badToken !== 'honest' ? undefined : sent
    }
    case 'repeat':
      if (run.outboxId === 0) return undefined
      await attempt(
        f.as('channels.hub.near').licensing.record_revenue({
          asset_id: '1',
          outbox_id: String(run.outboxId),
        }),
      )
      return undefined
    case 'buy': {
      const args = {
        asset_id: id,
        terms_hash: termsHash,
        unit: 'token',
        quantity: String(command.quantity),
        max_price: String(10n ** 20n),
        max_stack_ppm: 500_000,
      }
      return attempt(f.as(command.by).licensing.buy_licence(args, command.quantity * price))
    }
    case 'pull':
      return attempt(
        f.as(caller).licensing.pull_royalty({
          child_id: id,
          ancestor_id: String(command.ancestor + 1),
          token: command.token,
        }),
      )
    case 'claim': {
      const { epoch, token, account } = command
      const proof = proofOf(run.model, command.asset, epoch, account)
      return attempt(
        f.as(command.by).licensing.claim_split({ asset_id: id, epoch, token, ...proof }),
      )
    }
    case 'residual':
      return attempt(
        f.as(caller).licensing.claim_residual({
          asset_id: id,
          epoch: command.epoch,
          token: command.token,
        }),
      )
    case 'fee':
      return attempt(f.as(caller).licensing.claim_fee({ asset_id: id, token: command.token }))
    case 'treasury':
      return attempt(f.as(caller).licensing.claim_treasury({ asset_id: id, token: command.token }))
    case 'forward': {
      const args = { asset_id: id, token: command.token }
      return attempt(
        f.as(caller).licensing.forward_pool_share(args, command.token === 'NEAR' ? 0n : 1n),
      )
    }
    case 'split': {
      const owner = people[command.asset] ?? caller
      return attempt(f.as(owner).licensing.set_split_epoch(splitArgs(id, owner, command.shape)))
    }
    case 'freeze':
      return attempt(f.as(people[command.asset] ?? caller).licensing.freeze_split({ asset_id: id }))
    case 'tag':
      return attempt(
        f.as(command.by).licensing.tag({
          asset_id: id,
          evidence_hash: '00'.repeat(32),
          duration_s: command.days * 86_400,
        }),
      )
    case 'untag':
      return attempt(f.as(command.by).licensing.untag({ asset_id: id }))
    case 'wait':
      f.devnet.advanceTime(BigInt(command.days) * dayNs)
      return undefined
    case 'ladder':
      await f.as(ownerId)[ladderId].set_mode({ mode: command.mode })
      return undefined
    case 'badToken':
      await f.as(ownerId)[badTokenId].set_mode({ mode: command.mode })
      return undefined
    case 'pool':
      await f.as(ownerId).licensing.set_next_pool({ pool_id: String(command.poolId) })
      return undefined
    case 'withdraw':
      return attempt(f.as(command.by).licensing.withdraw({ token: command.token }, 1n))
    case 'retry': {
      const token = run.stage.f.view('outbox_entry', { id: String(command.pick) })
      const entry = (await token) as { token: string } | null
      const needsYocto = entry !== null && entry.token !== 'NEAR'
      return attempt(
        f.as(caller).licensing.retry_outbox({ id: String(command.pick) }, needsYocto ? 1n : 0n),
      )
    }
    case 'pause':
      await f.as(guardianId).licensing.pause({ features: 7 })
      return undefined
  }
}

function contributors({ weights }: SplitShape) {
  return people.map((accountId, i) => ({ accountId, share: BigInt(weights[i] ?? 0) }))
}

function splitArgs(id: string, owner: string, shape: SplitShape): object {
  const list = contributors(shape)
  const all = list.reduce((total, { share }) => total + share, 0n)
  const head = { asset_id: id, residual_id: owner }
  if (shape.how === 'inline') {
    const shares = list.map(({ accountId, share }) => ({
      account_id: accountId,
      share: String(share),
    }))
    return { ...head, total: String(all + BigInt(shape.free)), shares }
  }
  const { root, count } = splitTree(list)
  if (shape.how === 'root') return { ...head, total: String(all + BigInt(shape.free)), root, count }
  const half = (all / 2n).toString(16).padStart(2, '0')
  return {
    ...head,
    total: String(all),
    root: `${root.slice(0, 64)}${half}${'00'.repeat(15)}`,
    count,
  }
}

function proofOf(model: Model, asset: number, epoch: number, account: string): object {
  const shape = model.assets[asset]?.splits[epoch]
  if (shape === undefined || shape.how === 'inline') return { account_id: account }
  return splitTree(contributors(shape)).proofOf(account)
}

/** The sums of everything held, credited and waiting, to the yocto. */
async function compareSums({ t, model, stage }: Run, what: string): Promise<void> {
  for (const token of tokens) {
    const locked = model.assets.reduce((total, { flows }) => total + held(flows[token]), 0n)
    const credits = [...model.credits]
      .filter(([key]) => key.endsWith(` ${token}`))
      .reduce((total, [, amount]) => total + amount, 0n)
    const outbox = [...model.waiting.values()]
      .filter((entry) => entry.token === token)
      .reduce((total, { amount }) => total + amount, 0n)
    const books = (await stage.f.view('solvency', { token })) as Record<string, string>
    const sums = { locked: String(locked), credits: String(credits), outbox: String(outbox) }
    t.like(books, { ...sums, in_flight: '0', solvent: true }, what)
    if (token !== 'NEAR') t.is(books.holds, books.owed, what)
  }
  await requireExactBooks(t, stage.f.devnet, licensingId)
}

/** Every flow, epoch and credit, and the tokens that are really there. */
async function compareAll({ t, model, stage }: Run): Promise<void> {
  const { view, devnet } = stage.f
  for (const token of tokens) {
    for (const [asset, { splits }] of model.assets.entries()) {
      const flow = flowOf(model, asset, token)
      const args = { asset_id: String(asset + 1), token }
      t.like(await view('flow', args), {
        gross: String(gross(flow)),
        fee_taken: String(flow.feeTaken),
        pool_taken: String(flow.poolTaken),
        ancestors_taken: String(pulledFrom(flow)),
        held: String(held(flow)),
      })
      for (let epoch = 0; epoch < splits.length; epoch++) {
        const mine = own(model, asset, token, epoch)
        const claimed = claimedIn(flow, epoch)
        t.true(claimed <= mine)
        const expected = { own: String(mine), claimed: String(claimed) }
        t.deepEqual(await view('epoch_flow', { ...args, epoch }), expected)
      }
    }
    for (const account of [...people, treasuryId]) {
      const expected = model.credits.get(`${account} ${token}`) ?? 0n
      t.is(await view('credit_of', { account_id: account, token }), String(expected))
    }
    if (token === 'NEAR') continue
    const { owed } = (await view('solvency', { token })) as { owed: string }
    const there = await devnet.view(token, 'ft_balance_of', { account_id: licensingId })
    t.true(BigInt(String(there)) >= BigInt(owed))
  }
}
