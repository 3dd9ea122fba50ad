import type { TransactionResult } from '@research-hub/sdk'

/** Exact NEAR amount, without trailing zeros. */
export function near(yocto: bigint): string {
  const sign = yocto < 0n ? '-' : ''
  const digits = (yocto < 0n ? -yocto : yocto).toString().padStart(25, '0')
  const fraction = digits.slice(-24).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -24)}${fraction === '' ? '' : `.${fraction}`} NEAR`
}

export function teraGas(gas: bigint): string {
  return `${(Number(gas) / 1e12).toFixed(2)} Tgas`
}

export function heading(number: number, text: string): void {
  process.stdout.write(`\n${number}. ${text}\n`)
}

export function line(text: string): void {
  process.stdout.write(`   ${text}\n`)
}

export function transaction(
  what: string,
  result: Pick<TransactionResult, 'transactionHash' | 'gasBurnt' | 'tokensBurntYocto'>,
): void {
  line(
    `${what}: tx ${result.transactionHash}, ${teraGas(result.gasBurnt)}, ${near(result.tokensBurntYocto)} for gas`,
  )
}

export function table(rows: readonly (readonly string[])[]): void {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows) {
    line(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
  }
}
