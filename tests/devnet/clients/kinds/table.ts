/** All kinds of errors that a node can answer with, by nearcore's enums. */
import { actionErrors } from './actions.js'
import { hostErrors } from './host-errors.js'
import type { Kind } from './kind.js'
import {
  compilationErrors,
  functionCallErrors,
  methodErrors,
  prepareErrors,
  traps,
} from './modules.js'
import { receiptErrors } from './receipts.js'
import { rpcErrors } from './rpc.js'
import { invalidAccessKeys, invalidTransactions, storageErrors } from './transactions.js'
import { actionsValidations } from './validation.js'

export const allKinds: readonly Kind[] = [
  ...invalidTransactions,
  ...invalidAccessKeys,
  ...storageErrors,
  ...actionErrors,
  ...actionsValidations,
  ...receiptErrors,
  ...functionCallErrors,
  ...compilationErrors,
  ...prepareErrors,
  ...methodErrors,
  ...traps,
  ...hostErrors,
  ...rpcErrors,
]
