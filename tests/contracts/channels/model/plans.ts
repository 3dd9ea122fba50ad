/** Commands as transactions. */
import type { Command } from './commands.js'
import type { Plan, PlannedAction } from './driver.js'
import { bad, contractId, good, idOf, licensingId, near } from './names.js'
import { batchPlan, multiPlan } from './plans/batch.js'
import { hostilePlan } from './plans/hostile.js'
import {
  authSigned,
  conditionalSigned,
  refundSigned,
  ticksSigned,
  voucherSigned,
} from './plans/messages.js'
import { openPlan, termsPlan } from './plans/open.js'
import {
  accountOfWho,
  laneAmount,
  picked,
  plainAmount,
  promisedBeside,
  type World,
  type WorldChannel,
} from './world.js'

const json = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(value)))

export function action(method: string, args: unknown, deposit = 0n, tgas = 100n): PlannedAction {
  return { method, args: args instanceof Uint8Array ? args : json(args), deposit, tgas }
}

/** The transactions that a command stands for; none when there is nothing to apply it to. */
export function plansOf(world: World, command: Command, height: bigint): readonly Plan[] {
  if (!('by' in command)) return withoutSender(world, command)
  const channel = 'pick' in command ? picked(world, command.pick) : undefined
  const by = senderOf(command, channel)
  const made = actionOf(world, command, channel, height)
  if (made === undefined) return []
  const to = 'to' in made ? made.to : contractId
  const single = 'to' in made ? made.action : made
  if (to === contractId && command.kind !== 'hostile') world.history.push(single)
  const relayedBy = command.isRelayed && by !== idOf('relay') ? idOf('relay') : undefined
  return [{ by, to, actions: [single], ...(relayedBy === undefined ? {} : { relayedBy }) }]
}

function senderOf(command: Sent, channel: WorldChannel | undefined): string {
  if (command.kind === 'open') return idOf(command.payer)
  if (command.kind === 'agree') return idOf(command.payee)
  return accountOfWho(command.by, channel)
}

type Made = PlannedAction | { readonly to: string; readonly action: PlannedAction } | undefined
type Sent = Extract<Command, { by: unknown }>

function actionOf(
  world: World,
  command: Sent,
  channel: WorldChannel | undefined,
  height: bigint,
): Made {
  switch (command.kind) {
    case 'open':
      return openPlan(world, command, height)
    case 'agree':
      return termsPlan(command.payee, command.narrowed, command.tipAfterBps)
    case 'dropTerms':
      return action('drop_payee_terms', {}, 1n)
    case 'deposit':
      return depositAction(command, channel)
    case 'withdraw': {
      const { amount, token, yocto } = command
      const wanted = amount === undefined ? {} : { amount: String(plainAmount(token, amount)) }
      return action('withdraw', { token, ...wanted }, yocto ? 1n : 0n)
    }
    case 'storage':
      if (command.what === 'deposit') return action('storage_deposit', {}, 10n ** 23n)
      return action(`storage_${command.what}`, {}, 1n)
    case 'holdToken':
      return action('hold_token', { token: command.token })
    case 'dropToken':
      return action('drop_token', { token: command.token })
    case 'collectFees':
      return action('collect_fees', { token: command.token })
    case 'forwardRoyalty': {
      const { asset, token } = command
      return action('forward_royalty', { token, asset_id: asset }, token === near ? 0n : 1n, 250n)
    }
    case 'retry':
      return action(
        'retry_outbox',
        { id: String(world.outboxBase + BigInt(command.id)) },
        command.isRelayed ? 0n : 1n,
        250n,
      )
    case 'hostile':
      return hostilePlan(command)
    case 'replay':
      return world.history[command.past % Math.max(world.history.length, 1)]
    case 'settleBatch':
      return channel && batchPlan(world, channel, command.entries)
    case 'settleMulti':
      return multiPlan(world, command.payer, command.entries)
    case 'openAgain':
      return channel?.open
    default:
      return channel && onChannel(world, command, channel)
  }
}

type OnChannel = Exclude<
  Sent,
  {
    kind:
      | 'open'
      | 'agree'
      | 'dropTerms'
      | 'deposit'
      | 'withdraw'
      | 'storage'
      | 'holdToken'
      | 'dropToken'
      | 'collectFees'
      | 'forwardRoyalty'
      | 'retry'
      | 'hostile'
      | 'replay'
      | 'settleBatch'
      | 'settleMulti'
      | 'openAgain'
  }
>

const plainMethods = {
  applyDecrease: 'apply_decrease',
  cancelClose: 'cancel_close',
  finalize: 'finalize',
  purge: 'purge',
  requestClose: 'request_close',
} as const

function onChannel(world: World, command: OnChannel, channel: WorldChannel): PlannedAction {
  const id = { channel_id: channel.id }
  if ('lane' in command === false) return action(plainMethods[command.kind], id)
  const amount = plainAmount(channel.token, command.amount)
  const cumulative = laneAmount(world, channel, command.lane, command.amount)
  switch (command.kind) {
    case 'topUp':
      return command.isAttached && (channel.token === near || command.amount.level > 6)
        ? action('top_up', id, amount)
        : action('top_up_from_vault', { ...id, amount: String(amount) }, 1n)
    case 'settle':
      return action('settle', voucherSigned(world, channel, command, cumulative))
    case 'settleTicks':
      return action('settle_ticks', ticksSigned(world, channel, command, cumulative))
    case 'settleConditional':
      return action('settle_conditional', conditionalSigned(world, channel, command, cumulative))
    case 'allocate':
    case 'deallocate':
      return action(command.kind, { ...id, limit: String(amount) })
    case 'refund':
      return action('refund_unused', { ...id, amount: String(amount) })
    case 'refundWithAuth':
      return action('refund_with_auth', refundSigned(world, channel, amount))
    case 'close':
    case 'closeWithAuth': {
      const { isForged, lane, voucher } = command
      const covered = voucher && laneAmount(world, channel, lane, voucher)
      // Mostly what the voucher leads to, if everything that was signed is settled.
      const total = promisedBeside(world, channel, lane) + (covered ?? 0n)
      const final = command.amount.level < 6 ? total : cumulative
      const along =
        covered === undefined ? {} : voucherSigned(world, channel, { lane, isForged }, covered)
      return command.kind === 'close'
        ? action('close', { ...id, capture: String(final), ...along })
        : action('close_with_auth', { ...authSigned(world, channel, final, isForged), ...along })
    }
  }
}

function depositAction(
  { amount, token, use }: Extract<Command, { kind: 'deposit' }>,
  channel: WorldChannel | undefined,
): Made {
  const value = plainAmount(token, amount)
  if (token === near) return action('deposit', {}, value)
  const msg =
    use === 'own'
      ? ''
      : JSON.stringify(
          use === 'other' ? { account_id: idOf('cat') } : { top_up: channel?.id ?? '' },
        )
  if (use === 'channel' && channel === undefined) return undefined
  const payload = { receiver_id: contractId, amount: String(value), msg }
  return { to: token, action: action('ft_transfer_call', payload, 1n, 120n) }
}

function withoutSender(world: World, command: Exclude<Command, Sent>): readonly Plan[] {
  switch (command.kind) {
    case 'tokenMode': {
      const { answer, mode, past, token: id } = command
      const known = world.history.filter(({ args, deposit }) => deposit === 0n && args[0] === 0x7b)
      const again = known[past % Math.max(known.length, 1)]
      const payload = again && Buffer.from(again.args).toString()
      const reentry = again && action('set_reentry', { method: again.method, payload })
      const actions = [
        ...(reentry === undefined ? [] : [reentry]),
        action('set_mode', { mode, answer }),
      ]
      return [{ by: id, to: id, actions }]
    }
    case 'forgeTokens': {
      const channel = picked(world, command.pick)
      const isTopUp = channel !== undefined && command.amount.isMore
      const msg = isTopUp ? JSON.stringify({ top_up: channel.id }) : ''
      const amount = String(plainAmount(good, command.amount))
      const payload = { receiver_id: contractId, sender_id: idOf(command.to), amount, msg }
      return [{ by: bad, to: bad, actions: [action('forge', payload)] }]
    }
    case 'licensingMode': {
      const actions = [action('set_mode', { mode: command.mode })]
      return [{ by: licensingId, to: licensingId, actions }]
    }
    case 'vanish':
      return [{ by: idOf('dan'), to: idOf('dan'), actions: [], deletes: true }]
    default:
      return []
  }
}
