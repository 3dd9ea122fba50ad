import { createDevnet, type Devnet, type DevnetServer } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { randomSource } from './random-source.js'

type Context = { readonly devnet: Devnet; readonly server: DevnetServer }
const test = anyTest as TestFn<Context>
const seed = 20_261_123
const bodies = 6_000

test.before(async (t) => {
  const devnet = await createDevnet({ seed: 'fuzz' })
  Object.assign(t.context, { devnet, server: await devnet.listen() })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

const methods = [
  'query',
  'block',
  'chunk',
  'tx',
  'send_tx',
  'broadcast_tx_async',
  'broadcast_tx_commit',
  'EXPERIMENTAL_tx_status',
  'EXPERIMENTAL_receipt',
  'EXPERIMENTAL_protocol_config',
  'EXPERIMENTAL_changes',
  'EXPERIMENTAL_changes_in_block',
  'EXPERIMENTAL_light_client_proof',
  'next_light_client_block',
  'gas_price',
  'validators',
  'status',
  'sandbox_patch_state',
  'devnet_revert',
  'devnet_trace',
  'devnet_impersonate',
]

const memberNames = [
  'request_type',
  'account_id',
  'finality',
  'block_id',
  'public_key',
  'prefix_base64',
  'args_base64',
  'method_name',
  'signed_tx_base64',
  'tx_hash',
  'sender_account_id',
  'wait_until',
  'receipt_id',
  'chunk_id',
  'shard_id',
  'records',
  'changes_type',
  'account_ids',
  'type',
  'light_client_head',
  'transaction_hash',
  'snapshot_id',
  '__proto__',
]

const strings = [
  '',
  'test.near',
  'view_account',
  'view_state',
  'call_function',
  'view_access_key',
  'final',
  'optimistic',
  'AAAA',
  '====',
  'ed25519:11111111111111111111111111111111',
  '11111111111111111111111111111111',
  'FINAL',
  '\u0000',
  '\ud800',
  'x'.repeat(3_000),
]

test('thousands of malformed bodies get an answer each and never stop the node', async (t) => {
  t.log(`seed ${seed}`)
  const random = randomSource(seed)
  const value = (depth: number): unknown => {
    switch (random.below(depth > 3 ? 6 : 8)) {
      case 0:
        return null
      case 1:
        return random.below(2) === 0
      case 2:
        return random.pick([0, -1, 1.5, 2 ** 53, 1e308, 3, 86])
      case 3:
      case 4:
      case 5:
        return random.pick(strings)
      case 6:
        return Array.from({ length: random.below(4) }, () => value(depth + 1))
      default:
        return Object.fromEntries(
          Array.from({ length: random.below(6) }, () => [
            random.pick(memberNames),
            value(depth + 1),
          ]),
        )
    }
  }
  const body = (): string => {
    const method = random.below(20) === 0 ? value(0) : random.pick(methods)
    const text = JSON.stringify({ jsonrpc: '2.0', id: value(2), method, params: value(0) })
    if (random.below(4) > 0) return text
    const at = random.below(text.length)
    return (
      text.slice(0, at) + random.pick(['', '{', '"', ']', '\u0000', '9e999']) + text.slice(at + 2)
    )
  }
  const statuses = new Map<number, number>()
  for (let done = 0; done < bodies; done++) {
    const sent = body()
    const response = await fetch(t.context.server.url, { method: 'POST', body: sent })
    const reply: unknown = JSON.parse(await response.text())
    if (typeof reply !== 'object' || reply === null || !('jsonrpc' in reply)) {
      t.fail(`no envelope for ${sent}`)
      return
    }
    if (response.status >= 500) {
      t.fail(`status ${response.status} for ${sent}: ${JSON.stringify(reply)}`)
      return
    }
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
  }
  t.log(Object.fromEntries(statuses))
  t.true((statuses.get(400) ?? 0) > 0 && (statuses.get(200) ?? 0) > 0)
  const health = await fetch(`${t.context.server.url}/health`)
  t.is(health.status, 200)
})
