/** Whether the contract holds what it owes. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { solvencyView } from '../money/solvency.js'
import { loadGovernance } from '../state/governance.js'
import { token, tokenCount } from '../state/tokens.js'
import { decodeArgs } from '../wire/decode.js'
import { fail } from '../wire/fail.js'
import type * as wire from '../wire/interface.js'
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
  for (let index = 0; index <= tokenCount() && index <= maxTokens; index++) {
    const { solvent, holds, owed, token: id } = solvencyView(index)
    if (!solvent) fail('ERR_INSOLVENT', id, owed, holds)
  }
  return reply(true)
}

/**
 * What the contract holds and owes in a token.
 * @view
 */
export function solvency(raw: RawArgs<wire.TokenArgs> = input()): wire.SolvencyView {
  return reply(solvencyView(decodeArgs(raw, { token }).token))
}
