import { decodeCredential, decodeX402Credential, type Presented } from '../../wire/credential.js'
import type { ProblemType } from '../../wire/problem.js'
import { countPayment, type GateContext } from './gate-context.js'
import type { GateRequest } from './gate-request.js'
import { type PaymentCheck, refuse } from './payment-rules.js'

/** Checks the payment that came with a request, and takes a good one in. */
export async function takePayment(gate: GateContext, request: GateRequest): Promise<PaymentCheck> {
  const presented = present(request)
  if (typeof presented === 'string') return refuse(presented)
  const { credential, echo } = presented
  if (echo !== undefined && !gate.challenges.matches(echo, request))
    return refuse('challenge-mismatch')
  try {
    const checked = await gate.checkPayment(credential, request.body)
    if (checked.ok)
      for (const entry of [checked.entry, ...(checked.others ?? [])]) countPayment(gate, entry)
    return checked
  } catch {
    return refuse('ledger-unavailable')
  }
}

/** The credential of either door; what is wrong when there is none. */
function present(request: GateRequest): Presented | ProblemType {
  const x402 = request.header('payment-signature')
  if (x402 !== undefined) return decodeX402Credential(x402) ?? 'credential-malformed'
  const header = request.header('authorization')
  if (header?.startsWith('Payment ') !== true) return 'payment-required'
  return decodeCredential(header) ?? 'credential-malformed'
}
