/** What a quote says, without binding, beacon, policy and measurement. */
import { hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { headOf } from '../../rules/packed-document.js'
import { appraise } from '../../rules/platform-level.js'
import { reportDataOf } from '../../rules/td-report.js'
import { fmspcOf, machineIdOf, measurementIdOf, quoteHashOf, svnsOf } from '../../state/facts.js'
import { readQuote, verifyQuote } from '../judge/verify.js'
import { orRefusal, parseEvidence } from '../register.js'

export function checkQuoteView(raw: Uint8Array): wire.CheckQuoteResult {
  const evidence = parseEvidence(raw)
  return orRefusal((): wire.CheckQuoteResult => {
    const read = readQuote(evidence.quote)
    const { facts, chainUntilS, documents } = verifyQuote(read, evidence, undefined)
    const { tcbInfo, qeIdentity } = documents
    const found = appraise(svnsOf(facts), tcbInfo.document, qeIdentity.document)
    const ends = [chainUntilS, headOf(tcbInfo.document).nextS, headOf(qeIdentity.document).nextS]
    return {
      ok: true,
      status: found.status,
      platform: found.platform,
      module: found.module ?? null,
      qe: found.qe,
      tcb_date_s: found.tcbDateS,
      evaluation_number: found.evaluation,
      advisories: found.advisories(),
      fmspc: hexEncode(fmspcOf(facts)),
      machine_id: hexEncode(machineIdOf(facts)),
      measurement_id: hexEncode(measurementIdOf(facts)),
      quote_hash: hexEncode(quoteHashOf(facts)),
      report_data: hexEncode(reportDataOf(read.quote)),
      collateral_until_s: Math.min(...ends),
    }
  })
}
