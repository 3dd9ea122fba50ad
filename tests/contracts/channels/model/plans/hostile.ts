/** Methods that are nobody's in a run, with arguments that would be good from the right caller. */
import type { Command } from '../commands.js'
import type { PlannedAction } from '../driver.js'
import { idOf } from '../names.js'

const eve = idOf('eve')
const payment = { account_id: eve, token: 'NEAR', amount: '5' }
const entry = { id: '1' }

const calls: readonly (readonly [method: string, args: object])[] = [
  ['on_withdraw', payment],
  ['on_storage_withdraw', { account_id: eve, amount: '5' }],
  ['on_outbox', entry],
  ['on_outbox_probe', entry],
  ['accept_owner', {}],
  ['cancel_upgrade', {}],
  ['execute_upgrade', {}],
  [
    'init',
    { owner_id: eve, guardian_id: eve, fee_bps: 100, fee_recipient_id: eve, licensing_id: eve },
  ],
  ['migrate', {}],
  ['pause', { features: 1 }],
  ['propose_owner', { owner_id: eve }],
  ['propose_upgrade', { code_hash: '00'.repeat(32), delay_ns: '259200000000000' }],
  ['register_token', { token_id: eve }],
  ['resume', { features: 1 }],
  ['set_guardian', { guardian_id: eve }],
  ['ft_on_transfer', { sender_id: eve, amount: '5', msg: '' }],
]

export function hostilePlan({
  deposit,
  method: at,
}: Extract<Command, { kind: 'hostile' }>): PlannedAction {
  const [method, args] = calls[at % calls.length] ?? ['migrate', {}]
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(args)))
  return { method, args: bytes, deposit, tgas: 100n }
}
