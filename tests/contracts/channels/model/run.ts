/** Runs commands against the contract on a fresh chain and compares every outcome with the model. */
import { type HubClient, isHubError } from '@research-hub/sdk'
import type { ExecutionContext } from 'ava'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
  type SignedMessages,
  signedBy,
  voucherKey,
} from '../../../support/channels-fixture.js'
import { requireExactBooks } from '../../../support/exact-books.js'
import { batchEntry } from '../support/messages.js'
import type { Actor, Command } from './commands.js'
import { feeBps, graceNs, type Model, newModel, step } from './model.js'

type Run = {
  readonly t: ExecutionContext
  readonly fixture: ChannelsFixture
  readonly model: Model
  readonly opened: SignedMessages[]
  /** Holdings less debts; only the contract's gas rewards may change it. */
  surplusYocto: bigint
}

export async function runAgainstModel(
  t: ExecutionContext,
  commands: readonly Command[],
): Promise<Model> {
  const fixture = await channelsFixture(feeBps)
  const run: Run = { t, fixture, model: newModel(), opened: [], surplusYocto: 0n }
  for (const command of commands) {
    // More than three channels only repeat what three show.
    if (command.kind === 'open' && run.opened.length === 3) continue
    await runOne(run, command)
    await compare(run)
  }
  await fixture.devnet.close()
  return run.model
}

async function runOne(run: Run, command: Command): Promise<void> {
  const { t, fixture, model, opened } = run
  const beforeNs = fixture.devnet.chain.head().header.timestampNs
  let code: string | undefined
  try {
    await send(fixture, opened, command)
  } catch (error) {
    if (!isHubError(error)) throw error
    code = error.code
  }
  // The call ran in some block between these two times.
  const afterNs = fixture.devnet.chain.head().header.timestampNs
  const isEarly = code === 'ERR_GRACE_NOT_OVER' || code === 'ERR_DECREASE_EARLY'
  const nowNs = isEarly ? beforeNs : afterNs
  t.is(code, step(model, command, nowNs), describe(command))
  const channel = 'pick' in command ? model.channels[command.pick] : undefined
  if (!('pick' in command) || code !== undefined || channel === undefined) return
  const channelId = opened[command.pick]?.channelId ?? ''
  const state = await fixture.payer.channels.get({ channelId })
  if (command.kind === 'deallocate' && channel.decrease !== undefined) {
    const atNs = state?.decrease?.atNs ?? 0n
    t.true(atNs - graceNs >= beforeNs && atNs - graceNs <= afterNs)
    channel.decrease.atNs = atNs
  }
  if (command.kind !== 'requestClose') return
  const closeAtNs = state?.closeAtNs ?? 0n
  t.true(closeAtNs - graceNs >= beforeNs && closeAtNs - graceNs <= afterNs)
  channel.closeAtNs = closeAtNs
}

async function send(
  fixture: ChannelsFixture,
  opened: SignedMessages[],
  command: Command,
): Promise<void> {
  const hub = (actor: Actor): HubClient['channels'] => fixture[actor].channels
  switch (command.kind) {
    case 'wait':
      fixture.devnet.advanceTime(BigInt(command.minutes) * 60_000_000_000n)
      return
    case 'open':
      opened.push(await openChannel(fixture, command.amount))
      return
    case 'withdraw':
      await hub(command.by).withdraw({})
      return
    default:
  }
  const channel = opened[command.pick] ?? missingChannel(fixture)
  const { channelId } = channel
  const actor = hub(command.by)
  switch (command.kind) {
    case 'topUp':
      await actor.topUp({ channelId, depositYocto: command.amount })
      return
    case 'settle':
      await actor.settle(channel.voucher(command.amount))
      return
    case 'batch': {
      const entries = batchEntry(channel.voucher(command.amount))
      await actor.settleBatch({ payeeId: 'payee.hub.near', entries })
      return
    }
    case 'refund':
      await actor.refundUnused({ channelId, amount: command.amount })
      return
    case 'allocate':
      await actor.allocate({ channelId, limit: command.amount })
      return
    case 'deallocate':
      await actor.deallocate({ channelId, limit: command.amount })
      return
    case 'applyDecrease':
      await actor.applyDecrease({ channelId })
      return
    case 'requestClose':
      await actor.requestClose({ channelId })
      return
    case 'cancelClose':
      await actor.cancelClose({ channelId })
      return
    case 'finalize':
      await actor.finalize({ channelId })
      return
    case 'close':
      await actor.close({
        channelId,
        captureYocto: command.amount,
        ...withVoucher(channel, command.voucher),
      })
      return
    case 'closeWithAuth':
      await actor.closeWithAuth({
        ...channel.auth(command.amount),
        ...withVoucher(channel, command.voucher),
      })
      return
  }
}

/** Ids and vouchers of a channel that was never opened. */
function missingChannel(fixture: ChannelsFixture): SignedMessages {
  return signedBy(fixture, 'ee'.repeat(32), voucherKey(), voucherKey())
}

function withVoucher(channel: SignedMessages, amount: bigint | undefined) {
  return amount === undefined ? {} : { voucher: channel.voucher(amount) }
}

async function compare(run: Run): Promise<void> {
  const { t, fixture, model, opened } = run
  const view = fixture.stranger.channels
  for (const [at, channel] of model.channels.entries()) {
    const state = await view.get({ channelId: opened[at]?.channelId ?? '' })
    if (channel.gone) {
      t.is(state, undefined)
      continue
    }
    t.is(state?.depositYocto, channel.deposit)
    t.is(state?.settledYocto, channel.settled)
    t.is(state?.decrease?.limitYocto, channel.decrease?.limit)
    t.is(state?.status, channel.closeAtNs === 0n ? 'open' : 'closing')
    t.true(channel.settled <= channel.deposit)
  }
  const { payer, payee, fee } = model.credits
  t.is(await view.claimable({ accountId: 'payer.hub.near' }), payer)
  t.is(await view.claimable({ accountId: 'payee.hub.near' }), payee)
  t.is(await view.fees(), fee)
  const solvency = await view.solvency()
  const open = model.channels.filter(({ gone }) => !gone)
  t.is(
    solvency.channelsYocto,
    open.reduce((sum, { deposit, settled }) => sum + deposit - settled, fee),
  )
  t.is(solvency.claimableYocto, payer + payee)
  t.is(solvency.inFlightYocto, 0n)
  const owed = solvency.channelsYocto + solvency.claimableYocto + solvency.storageYocto
  const surplusYocto = solvency.holdsYocto - owed
  t.true(solvency.solvent && surplusYocto >= run.surplusYocto)
  run.surplusYocto = surplusYocto
  await requireExactBooks(t, fixture.devnet, contractId)
}

function describe(command: Command): string {
  return JSON.stringify(command, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
}
