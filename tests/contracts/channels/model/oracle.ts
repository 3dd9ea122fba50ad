/**
 * What must hold whatever the model says, from signatures, answers and events alone: nobody pays more than
 * was signed, what anyone relayed in time is paid, nothing settled is taken back, no id comes again.
 */
import assert from 'node:assert/strict'
import type { Executed } from './driver.js'
import { near, type Token } from './names.js'
import { least } from './settlement.js'
import { hexOfBase64, type SignedBook } from './signed.js'
import { add, isToken } from './state.js'

export type Oracle = {
  /** Notes who pays for a channel. */
  readonly pays: (payerId: string, channelId: string) => void
  /** The payer signed this much for a lane. */
  readonly promised: (channelId: string, lane: number, cumulative: bigint) => void
  readonly observe: (executed: Executed, signed: SignedBook) => void
  /** A channel as the contract shows it. */
  readonly see: (channelId: string, view: ChannelNow | null) => void
  /** NEAR and good tokens that came in and did not leave yet. */
  readonly paidIn: Map<Token, bigint>
}

export type ChannelNow = {
  readonly deposit: bigint
  readonly lanes: readonly bigint[]
}

export function createOracle(): Oracle {
  const promises = new Map<string, Map<number, bigint>>()
  const relayed = new Map<string, Map<number, bigint>>()
  /** Relayed since the channel was last looked at. */
  const isFresh = new Set<string>()
  /** What of the relayed amounts the deposit covered when they came. */
  const due = new Map<string, bigint>()
  const depositBefore = new Map<string, bigint>()
  const consents = new Map<string, bigint>()
  const settledBefore = new Map<string, bigint>()
  const payers = new Map<string, string>()
  const gone = new Set<string>()
  const paidIn = new Map<Token, bigint>()

  const raise = (
    sums: Map<string, Map<number, bigint>>,
    id: string,
    lane: number,
    cumulative: bigint,
  ): void => {
    const lanes = sums.get(id) ?? new Map<number, bigint>()
    sums.set(id, lanes)
    if (cumulative > (lanes.get(lane) ?? 0n)) lanes.set(lane, cumulative)
  }
  const relay = (id: string, lane: number, cumulative: bigint): void => {
    raise(relayed, id, lane, cumulative)
    isFresh.add(id)
  }
  const sumOf = (sums: Map<string, Map<number, bigint>>, id: string): bigint =>
    [...(sums.get(id)?.values() ?? [])].reduce((sum, lane) => sum + lane, 0n)

  const noteSettled = (method: string, args: Uint8Array, value: Uint8Array, signed: SignedBook) => {
    if (method === 'settle_batch' || method === 'settle_multi') {
      const statuses = Buffer.from(String(JSON.parse(Buffer.from(value).toString())), 'hex')
      const isBatch = method === 'settle_batch'
      const length = isBatch ? 148 : 52
      const start = args.length - statuses.length * length
      for (const [i, status] of statuses.entries()) {
        const entry = Buffer.from(args).subarray(start + i * length)
        if (status !== 0) continue
        const cumulative = entry.readBigUInt64LE(36) | (entry.readBigUInt64LE(44) << 64n)
        relay(entry.toString('hex', 0, 32), entry.readUInt32LE(32), cumulative)
      }
      return
    }
    const json = JSON.parse(Buffer.from(args).toString()) as Record<string, unknown>
    const fields = signed.read(hexOfBase64(json.voucher ?? json.commitment))
    if (fields?.kind === 'voucher') relay(fields.channelId, fields.lane, fields.cumulative)
    if (fields?.kind !== 'ticks') return
    const total = fields.base + BigInt(Number(json.ticks)) * fields.tickPrice
    relay(fields.channelId, fields.lane, total)
  }

  const noteMoney = (method: string, executed: Executed, json: Record<string, unknown>): void => {
    const { callerId, result } = executed
    const attached = executed.actions[0]?.deposit ?? 0n
    if (method === 'deposit' || method === 'open' || method === 'top_up')
      add(paidIn, near, attached)
    if (method === 'ft_on_transfer' && isToken(callerId))
      add(paidIn, callerId, BigInt(String(json.amount)))
    const token = String(json.token)
    if (method === 'on_withdraw' && result?.ok === true && isToken(token))
      add(paidIn, token, -BigInt(String(json.amount)))
  }

  const noteEnd = (log: string): void => {
    const { data, event } = JSON.parse(log.replace('EVENT_JSON:', '')) as {
      readonly event: string
      readonly data: readonly Record<string, string>[]
    }
    const [fields] = data
    if (event !== 'channel_closed' || fields === undefined) return
    const id = fields.channel_id ?? ''
    const final = BigInt(fields.final ?? 0)
    const most = sumOf(promises, id)
    const consent = consents.get(id) ?? 0n
    assert.ok(final <= (consent > most ? consent : most), 'INV-12 more than was signed')
    assert.ok(final >= (due.get(id) ?? 0n), 'INV-13 less than was relayed')
    const deposit = final + BigInt(fields.refund ?? 0)
    // The payee may ask for less; the clock may not give it less.
    if (fields.how === 'finalize' && isFresh.has(id))
      assert.ok(final >= least(sumOf(relayed, id), deposit), 'INV-13 less than was relayed in time')
    assert.ok(!gone.has(id), 'INV-11 a channel ended twice')
    gone.add(id)
  }

  return {
    pays: (payerId, id) => {
      payers.set(id, payerId)
    },
    promised: (id, lane, cumulative) => raise(promises, id, lane, cumulative),
    observe: (executed, signed) => {
      if (executed.failure !== undefined) return
      for (const { args, method } of executed.actions) {
        if (method.startsWith('settle'))
          noteSettled(method, args, executed.value ?? new Uint8Array(0), signed)
        if (method === 'settle_batch' || method === 'settle_multi') continue
        const json = JSON.parse(Buffer.from(args).toString()) as Record<string, unknown>
        noteMoney(method, executed, json)
        const auth = method === 'close_with_auth' ? signed.read(hexOfBase64(json.auth)) : undefined
        // Whoever holds the payee's word may use it; only the payer's own call adds consent.
        if (auth?.kind === 'close' && payers.get(auth.channelId) === executed.callerId)
          consents.set(auth.channelId, auth.final)
      }
      for (const log of executed.logs) noteEnd(log)
    },
    see: (id, view) => {
      if (view === null) return
      assert.ok(!gone.has(id), 'INV-11 an ended channel is back')
      const { deposit, lanes } = view
      const settled = lanes.reduce((sum, lane) => sum + lane, 0n)
      assert.ok(settled <= deposit, 'INV-1 more is settled than deposited')
      assert.ok(settled >= (settledBefore.get(id) ?? 0n), 'INV-2 settled fell')
      assert.ok(settled <= sumOf(promises, id), 'INV-12 more is settled than signed')
      const covered = least(depositBefore.get(id) ?? deposit, deposit)
      if (isFresh.delete(id)) due.set(id, least(sumOf(relayed, id), covered))
      depositBefore.set(id, deposit)
      assert.ok(settled >= (due.get(id) ?? 0n), 'INV-13 a relayed amount is missing')
      settledBefore.set(id, settled)
    },
    paidIn,
  }
}
