/** What payees agree to, and what is opened within it. */
import { base58 } from '@scure/base'
import { amountOf, type Call, refuse, type Step, textOf } from '../call.js'
import { charge, release, requireAccount } from '../money.js'
import { hexOf } from '../signed.js'
import type { Model, Terms } from '../state.js'
import { termsBytes } from '../storage.js'

export const setPayeeTerms: Step = (model, call) => {
  if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
  const { args, callerId } = call
  const before = model.terms.get(callerId)
  const terms: Terms = {
    revision: (before?.revision ?? 0n) + 1n,
    keys: (args.payee_keys as readonly string[]).map(keyHex),
    assets: args.asset_ids as readonly string[],
    maxPpm: BigInt(Number(args.max_royalty_ppm)),
    maxTipBps: BigInt(Number(args.max_tip_bps)),
    tipAfterBps: BigInt(Number(args.tip_after_bps)),
  }
  requireAccount(model, callerId)
  if (before !== undefined) release(model, callerId, termsBytes(callerId, before))
  charge(model, callerId, termsBytes(callerId, terms))
  model.terms.set(callerId, terms)
  return String(terms.revision)
}

export const dropPayeeTerms: Step = (model, call) => {
  if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
  const terms = model.terms.get(call.callerId) ?? refuse('ERR_PAYEE_TERMS_NONE')
  model.terms.delete(call.callerId)
  release(model, call.callerId, termsBytes(call.callerId, terms))
}

/** The terms that a channel is opened within. */
export function requireWithin(model: Model, call: Call): Terms {
  const { args } = call
  const terms = model.terms.get(textOf(call, 'payee_id')) ?? refuse('ERR_PAYEE_TERMS_NONE')
  if (amountOf(call, 'terms_revision') !== terms.revision) refuse('ERR_PAYEE_TERMS_REVISION')
  const isWithin =
    terms.keys.includes(keyHex(textOf(call, 'payee_key'))) &&
    (args.asset_id === undefined || terms.assets.includes(textOf(call, 'asset_id'))) &&
    BigInt(Number(args.royalty_ppm ?? 0)) <= terms.maxPpm &&
    BigInt(Number(args.tip_bps ?? 0)) <= terms.maxTipBps
  return isWithin ? terms : refuse('ERR_PAYEE_TERMS')
}

export function keyHex(key: string): string {
  return hexOf(base58.decode(key.slice('ed25519:'.length)))
}
