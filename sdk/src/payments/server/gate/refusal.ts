import { encodeChallenge, encodeX402 } from '../../wire/challenge.js'
import type { ProblemType } from '../../wire/problem.js'
import type { GateContext } from './gate-context.js'
import type { GateRequest } from './gate-request.js'
import type { Refusal } from './payment-rules.js'
import { problem } from './problems.js'

/** The response that says what is wrong and how to pay, in MPP and in x402. */
export function refusal(
  { options, challenges }: GateContext,
  request: GateRequest,
  type: ProblemType,
  requiredYocto?: bigint,
): Response {
  const found = problem(type, requiredYocto)
  return Response.json(found, {
    status: found.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'www-authenticate': encodeChallenge(challenges.make(request)),
      'payment-required': encodeX402(options.offer, request.url, type),
      ...(found.action === 'back-off' ? { 'retry-after': '1' } : {}),
    },
  })
}

/** The same for a payment that was checked. */
export function refusalOf(
  gate: GateContext,
  request: GateRequest,
  { problem: { type, requiredCumulative } }: Refusal,
): Response {
  const name = type.slice('urn:near-paych:problem:'.length) as ProblemType
  const required = requiredCumulative === undefined ? undefined : BigInt(requiredCumulative)
  return refusal(gate, request, name, required)
}
