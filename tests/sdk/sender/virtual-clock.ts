import type { Clock } from '@research-hub/sdk'

/** Time that passes as soon as someone sleeps; the chain gets its turn meanwhile. */
export function virtualClock(): Clock {
  let nowMs = 0
  return {
    nowMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
