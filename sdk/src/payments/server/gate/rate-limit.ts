/** Whether one more payment on a channel is within a limit; counts by channel and whole second. */
export function rateLimit(perSecond: number | undefined): (channelId: string) => boolean {
  if (perSecond === undefined) return () => true
  let second = 0
  let counts = new Map<string, number>()
  return (channelId) => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) {
      second = now
      counts = new Map()
    }
    const count = (counts.get(channelId) ?? 0) + 1
    counts.set(channelId, count)
    return count <= perSecond
  }
}
