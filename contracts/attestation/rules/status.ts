/** Intel's TCB statuses and how the parts' statuses become one. Pure. */

export const statuses = [
  'UpToDate',
  'SWHardeningNeeded',
  'ConfigurationNeeded',
  'ConfigurationAndSWHardeningNeeded',
  'OutOfDate',
  'OutOfDateConfigurationNeeded',
  'TDRelaunchAdvised',
  'TDRelaunchAdvisedConfigurationNeeded',
  'Revoked',
] as const

export type TcbStatus = (typeof statuses)[number]

/** A part's status, since when Intel knows the level, and what it lacks. */
export type Level = {
  readonly status: TcbStatus
  readonly dateS: number
  readonly advisories: readonly string[]
}

/** The platform's status with the quoting enclave's or module's laid over it. */
export function converge(platform: TcbStatus, part: TcbStatus): TcbStatus {
  if (platform === 'Revoked' || part === 'Revoked') return 'Revoked'
  if (part !== 'OutOfDate') return platform
  if (platform === 'UpToDate' || platform === 'SWHardeningNeeded') return 'OutOfDate'
  if (platform === 'ConfigurationNeeded' || platform === 'ConfigurationAndSWHardeningNeeded') {
    return 'OutOfDateConfigurationNeeded'
  }
  return platform
}

/** For a platform that is patched while the TD still runs from before; `sgx` is its level without TDX. */
export function relaunchAdvised(both: TcbStatus, sgx: TcbStatus): TcbStatus {
  return needsConfiguration(both) || needsConfiguration(sgx)
    ? 'TDRelaunchAdvisedConfigurationNeeded'
    : 'TDRelaunchAdvised'
}

function needsConfiguration(status: TcbStatus): boolean {
  return status.indexOf('Configuration') >= 0
}
