/** Whether the contract holds what it owes. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { solvencyView } from '../money/solvency.js'
import { loadGovernance } from '../state/governance.js'
import { requireReadable } from '../state/identity.js'
import { token, tokenCount, tokenId } from '../state/tokens.js'
import { loadTotals } from '../state/totals.js'
import { findUpgrade } from '../state/upgrade.js'
import { decodeArgs } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { reply } from './reply.js'

/** Tokens looked at; the rest have the same records. */
const maxTokens = 20

/**
 * Fails unless the code is of this contract and its layouts, and reads back what the contract keeps.
 * Part of an upgrade, and callable by anyone; says nothing of solvency, whose lack a repair must be
 * able to follow. Errors: ERR_UPGRADE_CONTRACT, ERR_NOT_INITIALIZED.
 * @view
 */
export function self_test(raw: RawArgs<wire.NoArgs> = input()): boolean {
  decodeArgs(raw, {})
  loadGovernance()
  findUpgrade()
  requireReadable()
  for (let index = 0; index <= tokenCount() && index <= maxTokens; index++) {
    tokenId(index)
    loadTotals(index)
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
