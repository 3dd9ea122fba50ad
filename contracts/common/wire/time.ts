export const nsPerSecond = 1_000_000_000n
