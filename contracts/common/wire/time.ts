export const nsPerSecond = 1_000_000_000n
export const dayNs = 86_400_000_000_000n
