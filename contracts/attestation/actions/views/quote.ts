/** What a quote says, without binding, beacon, policy and measurement. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { appraise } from '../../rules/platform-level.js'
import { reject } from '../../rules/reject.js'
import { reportDataOf } from '../../rules/td-report.js'
import { loadChainRecord } from '../../state/chain.js'
import { numbersOf, qeIdentityShelf, tcbInfoShelf } from '../../state/documents.js'
import {
  bitsOf,
  fmspcOf,
  machineIdOf,
  measurementIdOf,
  mrServiceTdOf,
  quoteHashOf,
  svnsOf,
} from '../../state/facts.js'
import { loadPolicy } from '../../state/policies.js'
import { type Documents, requireDocuments } from '../judge/chain-check.js'
import { chooseSet } from '../judge/choose-set.js'
import { documentsBy } from '../judge/judge.js'
import { readQuote, verifyQuote } from '../judge/verify.js'
import { orRefusal, parseEvidence } from '../register.js'

/** By the set of the policy that the evidence names, or the highest numbers stored where there is no such policy. */
export function checkQuoteView(raw: Uint8Array): wire.CheckQuoteResult {
  const evidence = parseEvidence(raw)
  return orRefusal((): wire.CheckQuoteResult => {
    const read = readQuote(evidence.quote)
    const chain = loadChainRecord()
    const rules = loadPolicy(evidence.policyId)?.rules
    const choose = (fmspc: Uint8Array): Documents => {
      if (rules !== undefined) {
        return documentsBy(chain, chooseSet(chain, rules, blockTimestamp()), fmspc)
      }
      const [number = 0] = numbersOf(tcbInfoShelf(fmspc))
      return requireDocuments(chain, fmspc, number, numbersOf(qeIdentityShelf)[0])
    }
    const { facts, chainUntilS, documents } = verifyQuote(chain, read, evidence, undefined, choose)
    const found = appraise(svnsOf(facts), documents.tcbInfo, documents.qeIdentity)
    if (found.status === 'Revoked') reject('TCB_REVOKED', found.shortfall())
    return {
      ok: true,
      status: found.status,
      platform: found.platform,
      module: found.module ?? null,
      qe: found.qe,
      shortfall: found.shortfall(),
      tcb_date_s: found.tcbDateS,
      evaluation_number: found.evaluation,
      advisories: found.advisories(),
      fmspc: hexEncode(fmspcOf(facts)),
      machine_id: hexEncode(machineIdOf(facts)),
      measurement_id: hexEncode(measurementIdOf(facts)),
      td_attributes: hexEncode(bitsOf(facts).subarray(0, 8)),
      xfam: hexEncode(bitsOf(facts).subarray(8)),
      mr_service_td: hexEncode(mrServiceTdOf(facts)),
      quote_hash: hexEncode(quoteHashOf(facts)),
      report_data: hexEncode(reportDataOf(read.quote)),
      collateral_until_s: Math.min(chainUntilS, documents.untilS),
    }
  })
}
