/** Contracts whose reads make a storage proof that is too large (4,000,000 bytes a receipt). */
import { actions, KeyPair } from 'near-api-js'
import { constants, hostContract } from './host-contract.js'
import { call, type Stage, type Staged } from './stage.js'

const data = constants()
const [first, second] = [data.at('a'), data.at('b')]

/** Keeps two values of that length, which differ as the constants are part of one alone. */
function readingContract(length: number): Uint8Array {
  return hostContract(
    {
      put_a: [['storage_write', ...first, length, 0, 0]],
      put_b: [['storage_write', ...second, length, 65_536, 0]],
      get: [
        ['storage_read', ...first, 0],
        ['storage_read', ...second, 0],
      ],
    },
    data.bytes(),
    40,
  )
}

async function reader(stage: Stage, name: string, length: number) {
  const account = await stage.contract(name, () => readingContract(length))
  for (const method of ['put_a', 'put_b'])
    await stage.run(account, account.accountId, [call(method)])
  return account
}

/** Of what a call reads; the text has the limit, rounded. */
export async function proofTooLargeForCall(stage: Stage): Promise<Staged> {
  const { accountId } = await reader(stage, 'reader', 2_000_001)
  const bytes = await stage.sign(stage.alice, accountId, [call('get')])
  const ExecutionError =
    'Size of the recorded trie storage proof has exceeded the allowed limit (4.0 MB)'
  const kind = { FunctionCallError: { ExecutionError } }
  return stage.failed(bytes, accountId, kind, { methodName: 'get' })
}

/** Of what the other actions touch: since protocol 87, where a removal weighs 2,000 bytes. */
export async function proofTooLargeForReceipt(stage: Stage): Promise<Staged> {
  const next = await stage.under('87')
  // Leaves 1,700 bytes for the nodes above the values.
  const account = await reader(next, 'reader', 1_999_150)
  const key = KeyPair.fromRandom('ed25519').getPublicKey()
  await next.run(account, account.accountId, [actions.addFullAccessKey(key)])
  const list = [call('get'), actions.deleteKey(key)]
  const bytes = await next.sign(account, account.accountId, list)
  const kind = { ReceiptStorageProofSizeExceeded: { limit: 4_000_000 } }
  return next.failed(bytes, account.accountId, kind, { index: 1 })
}
