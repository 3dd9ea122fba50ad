import type { SvnLevel } from '@research-hub/contracts/attestation/rules/document'
import type { Svns } from '@research-hub/contracts/attestation/rules/platform-level'
import type { QeIdentity } from '@research-hub/contracts/attestation/rules/qe-identity'
import { converge, relaunchAdvised } from '@research-hub/contracts/attestation/rules/status'
import type { TcbInfo, TcbLevel } from '@research-hub/contracts/attestation/rules/tcb-info'

/** What Intel's rules make of the parsed documents, in their own words: an oracle for the packed form. */
export function plainAppraisal(svns: Svns, info: TcbInfo, identity: QeIdentity) {
  const { teeTcbSvn, teeTcbSvn2 } = svns
  const qe = identity.levels.find(({ isvSvn }) => isvSvn <= svns.qeIsvSvn)
  if (qe === undefined) return 'QE_NOT_SUPPORTED'
  const platform = info.levels.find((level) => meets(svns, teeTcbSvn, level))
  if (platform === undefined) return 'TCB_NOT_SUPPORTED'
  const major = teeTcbSvn?.[1] ?? 0
  let module: SvnLevel | undefined
  if (major > 0) {
    const identityOf = info.modules.find((one) => one.major === major)
    if (identityOf === undefined) return 'MODULE_UNKNOWN'
    module = identityOf.levels.find(({ isvSvn }) => isvSvn <= (teeTcbSvn?.[0] ?? 0))
    if (module === undefined) return 'TCB_NOT_SUPPORTED'
  }
  const parts = module === undefined ? [platform, qe] : [platform, module, qe]
  const withModule = converge(platform.status, module?.status ?? 'UpToDate')
  const isPatched = qe.status !== 'OutOfDate' && isNewest(svns, teeTcbSvn2, info)
  return {
    status: converge(isPatched ? relaunchAdvised(withModule) : withModule, qe.status),
    platform: platform.status,
    module: module?.status,
    qe: qe.status,
    platformDateS: platform.dateS,
    tcbDateS: Math.min(...parts.map(({ dateS }) => dateS)),
    advisories: [...new Set(parts.flatMap(({ advisories }) => advisories))].sort(),
    evaluation: Math.min(info.evaluation, identity.evaluation),
  }
}

function meets(svns: Svns, teeTcbSvn: Uint8Array | undefined, level: TcbLevel): boolean {
  const from = (teeTcbSvn?.[1] ?? 0) > 0 ? 2 : 0
  return (
    level.sgxSvns.every((needs, i) => (svns.sgxSvns[i] ?? 0) >= needs) &&
    svns.pceSvn >= level.pceSvn &&
    level.tdxSvns.every((needs, i) => i < from || (teeTcbSvn?.[i] ?? 0) >= needs)
  )
}

function isNewest(svns: Svns, loaded: Uint8Array | undefined, info: TcbInfo): boolean {
  const [newest] = info.levels
  if (loaded === undefined || newest === undefined || !meets(svns, loaded, newest)) return false
  const major = loaded[1] ?? 0
  const module = info.modules.find((one) => one.major === major)?.levels[0]
  return major === 0 || (module !== undefined && (loaded[0] ?? 0) >= module.isvSvn)
}
