import { type Channel, openLane, owe } from './lane.js'
import { adopt, pay, payFor, payWith, startCall } from './lane-payments.js'
import { payTicks } from './lane-ticks.js'
import type { PayerSession, PayerSessionOptions } from './session-types.js'

export function createPayerSession(options: PayerSessionOptions): PayerSession {
  const { depositYocto, budgetYocto } = options
  const channel = { depositYocto, lanes: new Map(), tail: Promise.resolve() }
  return createLane(options, channel, 0, budgetYocto)
}

function createLane(
  options: PayerSessionOptions,
  channel: Channel,
  number: number,
  limitYocto: bigint | undefined,
): PayerSession {
  const lane = openLane(options, channel, number, limitYocto)
  const session: PayerSession = {
    channelId: options.channelId,
    lane: number,
    owedYocto: () => lane.owedYocto,
    signedYocto: () => lane.signedYocto,
    committedYocto: () => lane.committedYocto,
    depositYocto: () => channel.depositYocto,
    owe: (amountYocto) => owe(lane, amountYocto),
    startCall: () => startCall(lane),
    pay: (aheadToYocto) => pay(lane, aheadToYocto),
    payWith: (sign, aheadToYocto, within) => payWith(lane, sign, aheadToYocto, within),
    payFor: (condition, upToYocto) => payFor(lane, condition, upToYocto),
    payTicks: (tickPriceYocto, maxTicks) => payTicks(lane, tickPriceYocto, maxTicks),
    acknowledge: (receiptHash) => {
      lane.ackHash = receiptHash
    },
    raiseDeposit: (depositYocto) => {
      if (depositYocto > channel.depositYocto) channel.depositYocto = depositYocto
    },
    adopt: (message, signature, proof) => adopt(lane, message, signature, proof),
    onLane: (other, limit) =>
      channel.lanes.get(other) ?? createLane(options, channel, other, limit),
  }
  channel.lanes.set(number, session)
  return session
}
