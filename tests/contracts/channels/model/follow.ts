/** Lets the model repeat what ran at the contract, receipt by receipt, and compares how each ended. */
import assert from 'node:assert/strict'
import { type Call, Refused } from './call.js'
import type { Executed } from './driver.js'
import { bad } from './names.js'
import { channelIdOf } from './plans/open.js'
import type { Model } from './state.js'
import { runStep } from './steps/index.js'
import type { World } from './world.js'

/** The model after a receipt; all of a receipt's actions count or none. */
export function follow(model: Model, world: World, executed: Executed): Model {
  const draft = structuredClone(model)
  const sent: string[] = []
  let value: unknown
  let refused: Refused | undefined
  try {
    for (const { args: raw, deposit, method } of executed.actions) {
      const call: Call = {
        method,
        raw,
        args: method === 'settle_batch' || method === 'settle_multi' ? {} : parsed(raw),
        deposit,
        callerId: executed.callerId,
        nowNs: executed.nowNs,
        height: executed.height,
        result: executed.result,
        signed: world.signed,
        sent,
      }
      value = runStep(draft, call, channelIdOf(world.ctx))
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    refused = error
  }
  const what = describe(executed)
  const { failure } = executed
  // A token can call with less gas than the method takes; then nothing has happened.
  if (executed.callerId === bad && failure?.includes('Exceeded the prepaid gas')) return model
  if (refused !== undefined) {
    assert.ok(failure !== undefined, `${what} should fail with ${refused.message}`)
    if (refused.code !== undefined) assert.equal(codeOf(failure), refused.code, what)
    return model
  }
  assert.equal(failure, undefined, what)
  assert.deepEqual(executed.sent, sent, `${what} sent`)
  if (value !== undefined)
    assert.equal(Buffer.from(executed.value ?? []).toString(), JSON.stringify(value), what)
  return draft
}

function parsed(raw: Uint8Array): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(raw).toString()) as Record<string, unknown>
}

/** The code in a failure, or all of a failure without one. */
export function codeOf(failure: string): string {
  return /ERR_[A-Z0-9_]+/.exec(failure)?.[0] ?? failure
}

function describe({ actions, callerId }: Executed): string {
  return actions
    .map(({ args, deposit, method }) => {
      const text = Buffer.from(args).toString(args[0] === 0x7b ? 'utf8' : 'hex')
      return `${method} by ${callerId} with ${deposit}: ${text.slice(0, 600)}`
    })
    .join(', ')
}
