/** Lets streams sleep until their channel has room again. */
export type Waiters = {
  readonly notify: (channelId: string) => void
  /** Resolves true at the next notification, false when the time is over or the stream is gone. */
  readonly wait: (channelId: string, timeoutMs: number, signal: AbortSignal) => Promise<boolean>
}

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<(woken: boolean) => void>>()
  return {
    notify: (channelId) => {
      for (const wake of waiting.get(channelId) ?? []) wake(true)
    },
    wait: (channelId, timeoutMs, signal) =>
      new Promise((resolve) => {
        const sleepers = waiting.get(channelId) ?? new Set()
        waiting.set(channelId, sleepers)
        const wake = (woken: boolean): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', onAbort)
          sleepers.delete(wake)
          if (sleepers.size === 0 && waiting.get(channelId) === sleepers) waiting.delete(channelId)
          resolve(woken)
        }
        const onAbort = (): void => wake(false)
        const timer = setTimeout(wake, timeoutMs, false)
        signal.addEventListener('abort', onAbort)
        sleepers.add(wake)
      }),
  }
}
