import type { Svns } from '@research-hub/contracts/attestation/rules/platform-level'
import type { QeIdentity } from '@research-hub/contracts/attestation/rules/qe-identity'
import type { TcbInfo } from '@research-hub/contracts/attestation/rules/tcb-info'

/** Intel's names, by what they say: whether up to date, hardened, configured. */
const lacksUpdate = ['OutOfDate', 'OutOfDateConfigurationNeeded']
const lacksConfiguration = [
  'ConfigurationNeeded',
  'ConfigurationAndSWHardeningNeeded',
  'OutOfDateConfigurationNeeded',
  'TDRelaunchAdvisedConfigurationNeeded',
]

/**
 * What Intel's quote verification library makes of the parsed documents, step by step in the order of its text
 * (TCB levels, TDX module, QE identity, relaunch, convergence): an oracle that shares no code with the contract.
 */
export function plainAppraisal(svns: Svns, info: TcbInfo, identity: QeIdentity) {
  const { teeTcbSvn, teeTcbSvn2, sgxSvns, pceSvn, qeIsvSvn } = svns
  const qe = identity.levels.find(({ isvSvn }) => isvSvn <= qeIsvSvn)
  if (qe === undefined) return 'QE_NOT_SUPPORTED'

  // The library walks the levels once: the first that SGX reaches is remembered, the first that TDX reaches too ends it.
  let sgxLevel: TcbInfo['levels'][number] | undefined
  let level: TcbInfo['levels'][number] | undefined
  for (const one of info.levels) {
    const isSgx = one.sgxSvns.every((svn, i) => (sgxSvns[i] ?? 0) >= svn) && pceSvn >= one.pceSvn
    if (!isSgx) continue
    sgxLevel ??= one
    // From module version 1 on the first two components are the module's own business.
    const skipped = (teeTcbSvn?.[1] ?? 0) > 0 ? 2 : 0
    if (one.tdxSvns.every((svn, i) => i < skipped || (teeTcbSvn?.[i] ?? 0) >= svn)) {
      level = one
      break
    }
  }
  if (level === undefined || sgxLevel === undefined) return 'TCB_NOT_SUPPORTED'

  const major = teeTcbSvn?.[1] ?? 0
  const moduleIdentity = info.modules.find((one) => one.major === major)
  if (major > 0 && moduleIdentity === undefined) return 'MODULE_UNKNOWN'
  const module =
    major > 0
      ? moduleIdentity?.levels.find(({ isvSvn }) => (teeTcbSvn?.[0] ?? 0) >= isvSvn)
      : undefined
  if (major > 0 && module === undefined) return 'TCB_NOT_SUPPORTED'

  let status: string = level.status
  if (module?.status === 'OutOfDate') status = outOfDate(status)
  if (module?.status === 'Revoked') status = 'Revoked'

  // A relaunch helps when the module alone is old, and the one that is loaded now is the newest.
  const [latest] = info.levels
  const isQeFine = qe.status !== 'OutOfDate' && qe.status !== 'Revoked'
  const isSgxFine = sgxLevel.status !== 'Revoked' && !lacksUpdate.includes(sgxLevel.status)
  if (
    teeTcbSvn2 !== undefined &&
    latest !== undefined &&
    isQeFine &&
    isSgxFine &&
    lacksUpdate.includes(status) &&
    module?.status === 'OutOfDate'
  ) {
    const [minor = 0, loadedMajor = 0, third = 0] = teeTcbSvn2
    const loaded = info.modules.find((one) => one.major === loadedMajor)
    if (loadedMajor > 0 && loaded === undefined) return 'MODULE_UNKNOWN'
    const needed = loadedMajor > 0 ? (loaded?.levels[0]?.isvSvn ?? 0) : (latest.tdxSvns[0] ?? 0)
    if (minor >= needed && third >= (latest.tdxSvns[2] ?? 0)) {
      const isUnconfigured = [status, sgxLevel.status].some((one) =>
        lacksConfiguration.includes(one),
      )
      status = isUnconfigured ? 'TDRelaunchAdvisedConfigurationNeeded' : 'TDRelaunchAdvised'
    }
  }
  if (qe.status === 'OutOfDate') status = outOfDate(status)
  if (qe.status === 'Revoked' || level.status === 'Revoked') status = 'Revoked'
  const parts = module === undefined ? [level, qe] : [level, module, qe]
  return {
    status,
    platform: level.status,
    module: module?.status,
    qe: qe.status,
    platformDateS: level.dateS,
    tcbDateS: Math.min(...parts.map(({ dateS }) => dateS)),
    advisories: [...new Set(parts.flatMap(({ advisories }) => advisories))].sort(),
    evaluation: Math.min(info.evaluation, identity.evaluation),
  }
}

/** A part that is out of date, laid over what the others come to. */
function outOfDate(status: string): string {
  if (status === 'UpToDate' || status === 'SWHardeningNeeded') return 'OutOfDate'
  if (status === 'ConfigurationNeeded' || status === 'ConfigurationAndSWHardeningNeeded') {
    return 'OutOfDateConfigurationNeeded'
  }
  return status
}
