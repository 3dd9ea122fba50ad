/**
 * The way out, with every payee silent and one token still malicious: payers alone close what is left,
 * everybody withdraws, and the storage of all that ended comes free.
 */
import assert from 'node:assert/strict'
import { creditOf } from './money.js'
import { bad, contractId, good, idOf, licensingId, near, payers, tokens } from './names.js'
import { action } from './plans.js'
import { drain, type Run, send } from './play.js'
import { settledOf } from './state.js'

export async function leave(run: Run): Promise<void> {
  const { driver } = run.setting
  await drain(run)
  const call = (by: string, ...rest: Parameters<typeof action>): void =>
    driver.submit({ by, to: contractId, actions: [action(...rest)] })
  for (const [id, mode] of [
    [good, 'honest'],
    [licensingId, 'accepting'],
  ] as const)
    driver.submit({ by: id, to: id, actions: [action('set_mode', { mode })] })
  // Whoever let a token go takes it up again, and has storage for it.
  for (const name of payers) {
    call(idOf(name), 'storage_deposit', {}, 10n ** 23n)
    for (const token of [good, bad]) call(idOf(name), 'hold_token', { token })
  }
  await drain(run)
  for (const [id, { closeAtNs, payerId }] of run.model.channels)
    if (closeAtNs === 0n) call(payerId, 'request_close', { channel_id: id })
  await drain(run)
  send(run, { kind: 'wait', minutes: 16 })
  await closeAll(run)
  for (const token of tokens) {
    for (const name of payers) call(idOf(name), 'withdraw', { token }, 1n)
  }
  for (const pair of run.model.royalties.keys()) {
    const [token = '', asset_id = ''] = pair.split(' ')
    const deposit = token === near ? 0n : 1n
    call(idOf('ann'), 'forward_royalty', { asset_id, token }, deposit, 250n)
  }
  for (const [id, { token }] of run.model.outbox)
    call(idOf('eve'), 'retry_outbox', { id: String(id) }, token === near ? 0n : 1n, 250n)
  await drain(run)
  send(run, { kind: 'skipBlocks' })
  for (const id of run.model.tombstones.keys()) call(idOf('eve'), 'purge', { channel_id: id })
  await drain(run)
  assert.equal(run.model.channels.size + run.model.tombstones.size, 0)
}

/** INV-14: what a payer gets is the deposit less what is settled, for each channel by itself. */
async function closeAll(run: Run): Promise<void> {
  const { devnet, driver } = run.setting
  const view = async (token: string, account_id: string): Promise<bigint> =>
    BigInt(String(await devnet.view(contractId, 'credit_of', { account_id, token })))
  const due = new Map<string, bigint>()
  for (const [id, channel] of run.model.channels) {
    const { deposit, payerId, token } = channel
    const pair = `${token} ${payerId}`
    const before = due.get(pair) ?? creditOf(run.model, token, payerId)
    due.set(pair, before + deposit - settledOf(channel))
    const finalize = action('finalize', { channel_id: id })
    driver.submit({ by: payerId, to: contractId, actions: [finalize] })
  }
  await drain(run)
  for (const [pair, amount] of due) {
    const [token = '', payerId = ''] = pair.split(' ')
    assert.equal(await view(token, payerId), amount, 'INV-14 a payer gets less than is unsettled')
  }
}
