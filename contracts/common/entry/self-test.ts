import { input, type RawArgs } from '@research-hub/compiler/host'
import { decodeArgs } from '../decode.js'
import { fail } from '../fail.js'
import { loadGovernance } from '../governance.js'
import type * as wire from '../interface.js'
import { solvencyView } from '../solvency.js'
import { tokenCount } from '../tokens.js'
import { reply } from './reply.js'

/** Tokens looked at; the rest have the same records. */
const maxTokens = 20

/**
 * Reads back what every contract keeps and fails if the contract owes more than it holds; part of an
 * upgrade, and callable by anyone. Errors: ERR_INSOLVENT, ERR_NOT_INITIALIZED.
 * @view
 */
export function self_test(raw: RawArgs<wire.NoArgs> = input()): boolean {
  decodeArgs(raw, {})
  loadGovernance()
  for (let token = 0; token <= tokenCount() && token <= maxTokens; token++) {
    const { solvent, holds, owed, token: id } = solvencyView(token)
    if (!solvent) fail('ERR_INSOLVENT', id, owed, holds)
  }
  return reply(true)
}
