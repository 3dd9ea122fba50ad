import { setImmediate } from 'node:timers/promises'
import { decodeSignedTransaction } from '@research-hub/devnet/internal/primitives/transaction-codec'
import { tgas } from '../../../support/units.js'
import { burnContract } from '../../vm/burn-contract.js'
import { aliceId, call, type Stage, type Staged } from './stage.js'

const calls = 326n
/** Four calls fill a block; the others wait with all the gas that is attached to them. */
const ranAtOnce = 4n
const attached = 1_000n * tgas
const waitingGas = 108_059_500_000n + 780_000_000_000n + 4n * 2_235_934n + attached
const fullBacklogGas = 4e17

/** Over 320 Pgas wait, four fifths of what nearcore's congestion control lets wait. */
export async function shardCongested(stage: Stage): Promise<Staged> {
  const crowded = await stage.apart()
  const { devnet, alice } = crowded
  const { accountId } = await crowded.contract('burn', () => burnContract)
  // What the deployment has left to do must not go on with the blocks below.
  await setImmediate()
  for (let nonce = 1n; nonce <= calls; nonce++) {
    const bytes = await crowded.sign(alice, accountId, [call('burn', undefined, attached)], {
      nonce,
    })
    devnet.chain.submit(decodeSignedTransaction(bytes))
  }
  // One block takes the transactions in, one fills up, and the header of the next one tells.
  for (let made = 0; made < 3; made++) {
    devnet.chain.produceBlock(devnet.chain.head().header.timestampNs + 1_000_000_000n)
  }
  const bytes = await crowded.sign(alice, aliceId, [call('end')], { nonce: calls + 1n })
  const level = Number((calls - ranAtOnce) * waitingGas) / fullBacklogGas
  return crowded.refused(bytes, { ShardCongested: { shard_id: 0, congestion_level: level } })
}
