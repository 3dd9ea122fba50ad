import { type ErrorCode, isHubError } from '@research-hub/sdk'
import type { ExecutionContext } from 'ava'

/** Asserts that a promise fails with one code of the registry. */
export async function expectCode(
  t: ExecutionContext,
  code: ErrorCode,
  failing: Promise<unknown>,
): Promise<void> {
  const error = await failing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (isHubError(error, code)) t.pass()
  else t.fail(`expected ${code}, got ${error === undefined ? 'success' : String(error)}`)
}
