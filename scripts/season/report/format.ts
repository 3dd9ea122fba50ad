const near = 10n ** 24n

/** NEAR, rounded towards zero; the exact figure belongs in a title attribute. */
export function formatNear(amountYocto: bigint, decimals = 4): string {
  const sign = amountYocto < 0n ? '-' : ''
  const size = amountYocto < 0n ? -amountYocto : amountYocto
  const unit = near / 10n ** BigInt(decimals)
  const whole = size / near
  const part = ((size % near) / unit).toString().padStart(decimals, '0')
  return `${sign}${whole}.${part}`
}

export function formatTgas(gas: bigint): string {
  return (Number(gas / 1_000_000_000n) / 1000).toFixed(2)
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The part of an account id before its first dot. */
export function shortName(accountId: string): string {
  return accountId.split('.')[0] ?? accountId
}
