import { createHubClient } from '@research-hub/sdk'
import { type Deployment, executeStep } from './execute.js'
import { observe } from './observe.js'
import { makePlan, type PlanOptions, type PlanStep } from './plan.js'
import type { Desired } from './targets.js'

export type DeployOptions = PlanOptions & {
  /** Only says what would be done. */
  readonly planOnly?: boolean
  readonly onPlan?: (steps: readonly PlanStep[]) => void | Promise<void>
  /** After each step; tests stop here to see that the next run goes on. */
  readonly onStep?: (step: PlanStep) => void | Promise<void>
}

/**
 * Brings a network to what the configuration wants and returns the steps of the plan. What an earlier run
 * left open is followed up first; the plan is then made from what is on chain, so running it again
 * does nothing, and running it after a crash does the rest.
 */
export async function deploy(
  deployment: Deployment,
  desired: Desired,
  options: DeployOptions,
): Promise<readonly PlanStep[]> {
  const { transport, networkId, root, ids, journal } = deployment
  if (journal !== undefined) {
    await createHubClient({ transport, networkId, contracts: ids, account: root, journal }).resume()
  }
  const steps = makePlan(desired, await observe(transport, desired), options)
  await options.onPlan?.(steps)
  if (options.planOnly === true) return steps
  for (const step of steps) {
    if (step.kind === 'propose-upgrade') continue
    await executeStep(deployment, step)
    await options.onStep?.(step)
  }
  return steps
}
