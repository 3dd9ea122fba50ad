/** `near-sandbox run`: a chain from a home folder, served until a signal comes. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { logChain } from '../log/logged-chain.js'
import { createBlockClock } from '../rpc/node/clock.js'
import type { NodeIdentity } from '../rpc/node/context.js'
import { createProducer } from '../rpc/node/producer.js'
import { createSnapshots } from '../rpc/node/snapshots.js'
import { type RunningServer, serve } from '../rpc/server.js'
import { createChain } from '../runtime/chain.js'
import type { ListenAddress } from './arguments.js'
import { announceNode, retractNode } from './dump.js'
import { loadHome } from './genesis.js'

const idleBlockMs = 500

/** Starts the chain and its server; `close` stops both. */
export async function runHome(home: string, rpc: ListenAddress): Promise<RunningServer> {
  const { chainOptions, patches, validator, maxBodyBytes } = loadHome(home)
  mkdirSync(join(home, 'data'), { recursive: true })
  const log = logChain(createChain(chainOptions), join(home, 'data'))
  const { chain } = log
  const producer = createProducer({ chain, clock: createBlockClock('real'), idleBlockMs })
  const isNew = chain.head().header.height === chain.genesis().header.height
  if (patches.length > 0 && isNew) {
    chain.patchState(patches)
    producer.produceBlock()
  }
  const node: NodeIdentity = {
    startedAtMs: Date.now(),
    nodePublicKey: validator.key.publicKey,
    sign: validator.key.sign,
  }
  const snapshots = createSnapshots(chain, producer)
  const server = await serve(
    { chain, producer, snapshots, node, rpcAddr: undefined },
    { ...rpc, ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }) },
  )
  announceNode(home, server.url)
  return {
    ...server,
    close: async () => {
      producer.stop()
      retractNode(home)
      await server.close()
      log.close()
    },
  }
}
