/** The channels contract as a few lines of arithmetic: what each command must come to. */
import type { ErrorCode } from '@research-hub/sdk'
import type { Actor, Command } from './commands.js'

export type ModelChannel = {
  deposit: bigint
  settled: bigint
  closeAtNs: bigint
  gone: boolean
  decrease: { readonly limit: bigint; atNs: bigint } | undefined
}

export type Model = {
  readonly channels: ModelChannel[]
  readonly credits: Record<Actor | 'fee', bigint>
}

export const feeBps = 50
export const graceNs = 900n * 1_000_000_000n
const minDepositYocto = 10n ** 21n

export function newModel(): Model {
  return { channels: [], credits: { payer: 0n, payee: 0n, stranger: 0n, fee: 0n } }
}

/** Applies a command at a block's time, or names the error that must come of it. */
export function step(model: Model, command: Command, nowNs: bigint): ErrorCode | undefined {
  if (command.kind === 'wait') return undefined
  if (command.kind === 'withdraw') {
    // Strangers never register; the others always have.
    if (command.by === 'stranger') return 'ERR_NOT_REGISTERED'
    if (model.credits[command.by] === 0n) return 'ERR_NOTHING_TO_WITHDRAW'
    model.credits[command.by] = 0n
    return undefined
  }
  if (command.kind === 'open') {
    if (command.amount < minDepositYocto) return 'ERR_DEPOSIT_TOO_SMALL'
    model.channels.push({
      deposit: command.amount,
      settled: 0n,
      closeAtNs: 0n,
      gone: false,
      decrease: undefined,
    })
    return undefined
  }
  const channel = model.channels[command.pick]
  // A batch skips what it cannot settle.
  if (command.kind === 'batch') {
    const isGood = channel !== undefined && !channel.gone && command.amount <= channel.deposit
    if (isGood && command.amount > channel.settled) pay(model, channel, command.amount)
    return undefined
  }
  if (channel === undefined || channel.gone) return 'ERR_CHANNEL_NOT_FOUND'
  switch (command.kind) {
    case 'topUp':
      if (channel.closeAtNs !== 0n) return 'ERR_NOT_OPEN'
      if (command.amount === 0n) return 'ERR_DEPOSIT_TOO_SMALL'
      channel.deposit += command.amount
      return undefined
    case 'settle':
      if (command.amount > channel.deposit) return 'ERR_VOUCHER_OVER_DEPOSIT'
      if (command.amount <= channel.settled) return 'ERR_VOUCHER_NOT_NEWER'
      pay(model, channel, command.amount)
      return undefined
    case 'refund': {
      if (command.by !== 'payee') return 'ERR_NOT_PAYEE'
      const free = channel.deposit - channel.settled
      const freed = command.amount < free ? command.amount : free
      if (freed === 0n) return 'ERR_NOTHING_UNUSED'
      moveDeposit(model, channel, channel.deposit - freed)
      return undefined
    }
    case 'allocate': {
      if (command.by !== 'payer') return 'ERR_NOT_PAYER'
      if (channel.closeAtNs !== 0n) return 'ERR_NOT_OPEN'
      if (command.amount < channel.deposit) return 'ERR_LIMIT_RANGE'
      if (command.amount - channel.deposit > model.credits.payer) return 'ERR_CREDIT_SHORT'
      moveDeposit(model, channel, command.amount)
      channel.decrease = undefined
      return undefined
    }
    case 'deallocate':
      if (command.by !== 'payer') return 'ERR_NOT_PAYER'
      if (channel.closeAtNs !== 0n) return 'ERR_NOT_OPEN'
      if (command.amount >= channel.deposit) return 'ERR_LIMIT_RANGE'
      channel.decrease = { limit: command.amount, atNs: nowNs + graceNs }
      return undefined
    case 'applyDecrease': {
      if (channel.decrease === undefined) return 'ERR_NO_DECREASE'
      if (nowNs < channel.decrease.atNs) return 'ERR_DECREASE_EARLY'
      const floor = larger(channel.decrease.limit, channel.settled)
      if (floor < channel.deposit) moveDeposit(model, channel, floor)
      channel.decrease = undefined
      return undefined
    }
    case 'requestClose':
      if (command.by !== 'payer') return 'ERR_NOT_PAYER'
      if (channel.closeAtNs !== 0n) return 'ERR_NOT_OPEN'
      channel.closeAtNs = nowNs + graceNs
      return undefined
    case 'cancelClose':
      if (command.by !== 'payer') return 'ERR_NOT_PAYER'
      if (channel.closeAtNs === 0n) return 'ERR_NOT_CLOSING'
      channel.closeAtNs = 0n
      return undefined
    case 'finalize':
      if (channel.closeAtNs === 0n) return 'ERR_NOT_CLOSING'
      if (nowNs < channel.closeAtNs) return 'ERR_GRACE_NOT_OVER'
      end(model, channel, channel.settled)
      return undefined
    case 'close': {
      if (command.by !== 'payee') return 'ERR_NOT_PAYEE'
      if ((command.voucher ?? 0n) > channel.deposit) return 'ERR_VOUCHER_OVER_DEPOSIT'
      const highest = larger(channel.settled, command.voucher ?? 0n)
      if (command.amount < channel.settled || command.amount > highest) return 'ERR_CAPTURE_RANGE'
      end(model, channel, command.amount)
      return undefined
    }
    case 'closeWithAuth': {
      if ((command.voucher ?? 0n) > channel.deposit) return 'ERR_VOUCHER_OVER_DEPOSIT'
      if (command.amount < channel.settled || command.amount > channel.deposit)
        return 'ERR_CAPTURE_RANGE'
      const isCovered =
        command.amount === channel.settled || command.amount <= (command.voucher ?? -1n)
      if (!isCovered && command.by !== 'payer') return 'ERR_CLOSE_NOT_COVERED'
      end(model, channel, command.amount)
      return undefined
    }
  }
}

function pay(model: Model, channel: ModelChannel, cumulative: bigint): void {
  const fee = (amount: bigint): bigint => (amount * BigInt(feeBps)) / 10_000n
  const feeDelta = fee(cumulative) - fee(channel.settled)
  model.credits.fee += feeDelta
  model.credits.payee += cumulative - channel.settled - feeDelta
  channel.settled = cumulative
}

/** Sets the deposit; the payer's credit takes or gives the difference. */
function moveDeposit(model: Model, channel: ModelChannel, deposit: bigint): void {
  model.credits.payer += channel.deposit - deposit
  channel.deposit = deposit
}

function end(model: Model, channel: ModelChannel, final: bigint): void {
  pay(model, channel, final)
  model.credits.payer += channel.deposit - final
  channel.gone = true
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
