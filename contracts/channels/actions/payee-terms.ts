/** What a payee agrees to, before anybody opens a channel towards it. */
import { base58Encode } from '@research-hub/compiler/host'
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { PayeeTermsView } from '../interface.js'
import type { Agreement, Opening } from '../rules/decoders.js'
import { outsideTerms } from '../rules/payee-terms.js'
import {
  loadPayeeTerms,
  type PayeeTerms,
  payeeTermsBytes,
  removePayeeTerms,
  savePayeeTerms,
} from '../state/payee-terms.js'
import { requireStrong } from './checks.js'

/** A tip counts in the second half of the grace, unless the payee says otherwise. */
const usualTipAfterBps = 5000

/** Sets the caller's terms or replaces them; channels that are open keep what they were opened with. */
export function setPayeeTerms(args: Agreement): bigint {
  const payeeId = caller()
  for (const key of args.payee_keys) requireStrong('payee_keys', key)
  const before = loadPayeeTerms(payeeId)
  const terms = {
    revision: (before?.revision ?? 0n) + 1n,
    payeeKeys: args.payee_keys,
    maxRoyaltyPpm: args.max_royalty_ppm ?? 0,
    assetIds: args.asset_ids ?? [],
    maxTipBps: args.max_tip_bps ?? 0,
    tipAfterBps: args.tip_after_bps ?? usualTipAfterBps,
  }
  if (before !== undefined) releaseRecords(payeeId, payeeTermsBytes(payeeId, before))
  chargeRecords(payeeId, payeeTermsBytes(payeeId, terms))
  savePayeeTerms(payeeId, terms)
  emit('payee_terms_set', { payee_id: payeeId, revision: String(terms.revision) })
  return terms.revision
}

/** Removes the caller's terms: nobody can open a channel towards it any more. */
export function dropPayeeTerms(): void {
  const payeeId = caller()
  const terms = requirePayeeTerms(payeeId)
  removePayeeTerms(payeeId)
  releaseRecords(payeeId, payeeTermsBytes(payeeId, terms))
  emit('payee_terms_dropped', { payee_id: payeeId })
}

/** The payee's terms, when a channel that is about to be opened names them and lies within them. */
export function requireWithinTerms(args: Opening): PayeeTerms {
  const { payee_id: payeeId, terms_revision: named } = args
  const terms = requirePayeeTerms(payeeId)
  if (named !== terms.revision) fail('ERR_PAYEE_TERMS_REVISION', payeeId, terms.revision, named)
  const outside = outsideTerms(args, terms)
  if (outside !== undefined) fail('ERR_PAYEE_TERMS', outside, payeeId)
  return terms
}

export function payeeTermsView(payeeId: string): PayeeTermsView | null {
  const terms = loadPayeeTerms(payeeId)
  if (terms === undefined) return null
  return {
    revision: String(terms.revision),
    payee_keys: terms.payeeKeys.map((key) => `ed25519:${base58Encode(key)}`),
    max_royalty_ppm: terms.maxRoyaltyPpm,
    asset_ids: terms.assetIds.map(String),
    max_tip_bps: terms.maxTipBps,
    tip_after_bps: terms.tipAfterBps,
  }
}

function requirePayeeTerms(payeeId: string): PayeeTerms {
  return loadPayeeTerms(payeeId) ?? fail('ERR_PAYEE_TERMS_NONE', payeeId)
}
