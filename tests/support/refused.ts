import type { CallResult } from '@research-hub/devnet'
import { isHubError } from '@research-hub/sdk'
import type { ExecutionContext } from 'ava'
import { CallError, codeOf } from './calls.js'

/** Every code that `refused` has seen in this process. */
export const seenCodes: Set<string> = new Set()

/**
 * Asserts that what is under way, by a client or to the chain itself, ends with one code of the registry,
 * or succeeds when the code is empty.
 */
export async function refused(
  t: ExecutionContext,
  code: string,
  calling: Promise<unknown>,
  message?: string,
): Promise<void> {
  const seen = await codeFrom(calling)
  if (seen === code) seenCodes.add(code)
  t.is(seen, code, message)
}

/** The code with which a call ends; empty when it succeeds. */
export function codeFrom(calling: Promise<unknown>): Promise<string> {
  return calling.then(outcomeCode, codeOfError)
}

function codeOfError(error: unknown): string {
  if (error instanceof CallError || isHubError(error)) return error.code
  return String(error)
}

function outcomeCode(value: unknown): string {
  const isResult = typeof value === 'object' && value !== null && 'failure' in value
  return (isResult ? codeOf(value as CallResult) : undefined) ?? ''
}
