import type { ErrorJson, SignedTransaction } from '../../primitives/types.js'
import { congestionRefusal } from '../checks/congestion.js'
import { verifyStateful } from '../checks/verify-stateful.js'
import { verifyStateless } from '../checks/verify-stateless.js'
import { StateUpdate } from '../state/update.js'
import type { TransactionCheck } from '../types/chain.js'
import type { ChainContext } from './chain-context.js'
import { heightOfHash } from './history.js'

/** Whether the block after the head would take a transaction. */
export function checkTransaction(chain: ChainContext, signed: SignedTransaction): TransactionCheck {
  const { config } = chain.options
  const { header, chunk } = chain.head.block
  const refused =
    checkReference(chain, signed) ??
    congestionRefusal(chunk.backlog) ??
    verifyStateless(config, signed)
  if (refused !== undefined) return { ok: false, error: refused }
  const checked = verifyStateful(
    config,
    new StateUpdate(chain.root),
    signed.transaction,
    header.height + 1n,
    header.gasPriceYocto,
  )
  return checked.ok ? { ok: true } : { ok: false, error: checked.error }
}

/** The signer must name a recent block of this chain. */
function checkReference(
  chain: ChainContext,
  { transaction }: SignedTransaction,
): ErrorJson | undefined {
  const height = heightOfHash(chain, transaction.blockHash)
  const { transactionValidityPeriod } = chain.options
  const isRecent =
    height !== undefined && chain.head.block.header.height - height <= transactionValidityPeriod
  return isRecent ? undefined : 'Expired'
}
