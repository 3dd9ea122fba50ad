/** Which levels a platform, its TDX module and its quoting enclave reach; and what they come to. Pure. */
import { isEqual, matchesMasked, toHex } from './bytes.js'
import type { SvnLevel } from './document.js'
import type { QeIdentity } from './qe-identity.js'
import { reject } from './reject.js'
import { converge, type Level, relaunchAdvised, type TcbStatus } from './status.js'
import type { ModuleLook, TcbInfo, TcbLevel } from './tcb-info.js'

/** The numbers that decide: small enough to keep with a worker, so that it can be judged again. */
export type Svns = {
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  /** Of the PCK certificate. */
  readonly sgxSvns: Uint8Array
  readonly pceSvn: number
  /** Of the TD report; absent for SGX. */
  readonly teeTcbSvn: Uint8Array | undefined
  /** Of a TD 1.5 report. */
  readonly teeTcbSvn2: Uint8Array | undefined
  readonly qeIsvSvn: number
}

export type Appraisal = {
  readonly status: TcbStatus
  readonly platform: TcbStatus
  readonly module: TcbStatus | undefined
  readonly qe: TcbStatus
  /** Of the platform's level, and the least of all parts' levels. */
  readonly platformDateS: number
  readonly tcbDateS: number
  /** Sorted, none twice. */
  readonly advisories: readonly string[]
  /** The lower of the two documents' numbers. */
  readonly evaluation: number
}

export function appraise(svns: Svns, info: TcbInfo, qeIdentity: QeIdentity): Appraisal {
  if (!isEqual(svns.fmspc, info.fmspc)) {
    reject('TCB_WRONG_PLATFORM', `FMSPC ${toHex(svns.fmspc)}, not ${toHex(info.fmspc)}`)
  }
  if (!isEqual(svns.pceId, info.pceId)) {
    reject('TCB_WRONG_PLATFORM', `PCEID ${toHex(svns.pceId)}, not ${toHex(info.pceId)}`)
  }
  const qe =
    svnLevel(qeIdentity.levels, svns.qeIsvSvn) ??
    reject('QE_NOT_SUPPORTED', `no level for QE SVN ${svns.qeIsvSvn}`)
  const platform =
    info.levels.find((level) => reaches(svns, svns.teeTcbSvn, level)) ??
    reject('TCB_NOT_SUPPORTED', shortfall(svns, info))
  const module = moduleLevel(svns.teeTcbSvn, info)
  const parts: readonly Level[] = module === undefined ? [platform, qe] : [platform, module, qe]
  const advisories: string[] = []
  for (const part of parts) {
    for (const id of part.advisories) if (advisories.indexOf(id) < 0) advisories.push(id)
  }
  return {
    status: statusOf(svns, info, platform, module, qe),
    platform: platform.status,
    module: module?.status,
    qe: qe.status,
    platformDateS: platform.dateS,
    tcbDateS: parts.reduce((least, { dateS }) => (dateS < least ? dateS : least), qe.dateS),
    advisories: advisories.sort(),
    evaluation: info.evaluation < qeIdentity.evaluation ? info.evaluation : qeIdentity.evaluation,
  }
}

/** What the module must look like: by its own identity from major version 1 on. */
export function moduleLook(teeTcbSvn: Uint8Array, info: TcbInfo): ModuleLook {
  const major = teeTcbSvn[1] ?? 0
  const look =
    major === 0 ? info.firstModule : info.modules.find((module) => module.major === major)
  return look ?? reject('MODULE_UNKNOWN', `TDX module of major version ${major}`)
}

export function checkModuleLook(
  look: ModuleLook,
  mrSignerSeam: Uint8Array,
  seamAttributes: Uint8Array,
): void {
  if (!isEqual(mrSignerSeam, look.mrSigner)) {
    reject('MODULE_IDENTITY', `MRSIGNERSEAM ${toHex(mrSignerSeam)}`)
  }
  if (!matchesMasked(seamAttributes, look.attributesMask, look.attributes)) {
    reject('MODULE_IDENTITY', `SEAMATTRIBUTES ${toHex(seamAttributes)}`)
  }
}

/** The first level not above the SVN; levels are sorted, highest first. */
function svnLevel(levels: readonly SvnLevel[], svn: number): SvnLevel | undefined {
  return levels.find(({ isvSvn }) => isvSvn <= svn)
}

/** A module of major version 0 has no level of its own: it is judged with the platform. */
function moduleLevel(teeTcbSvn: Uint8Array | undefined, info: TcbInfo): SvnLevel | undefined {
  const major = teeTcbSvn?.[1] ?? 0
  if (teeTcbSvn === undefined || major === 0) return undefined
  const identity =
    info.modules.find((module) => module.major === major) ??
    reject('MODULE_UNKNOWN', `TDX module of major version ${major}`)
  const svn = teeTcbSvn[0] ?? 0
  return (
    svnLevel(identity.levels, svn) ??
    reject('TCB_NOT_SUPPORTED', `no level for TDX module SVN ${svn}`)
  )
}

/**
 * Whether all SVNs reach a level. A module with a major version is judged by its own level, so the
 * platform's first two TDX components, which are the module's, are left out.
 */
function reaches(svns: Svns, teeTcbSvn: Uint8Array | undefined, level: TcbLevel): boolean {
  for (let i = 0; i < 16; i++) if ((svns.sgxSvns[i] ?? 0) < (level.sgxSvns[i] ?? 0)) return false
  if (svns.pceSvn < level.pceSvn) return false
  if (teeTcbSvn === undefined) return true
  for (let i = (teeTcbSvn[1] ?? 0) > 0 ? 2 : 0; i < 16; i++) {
    if ((teeTcbSvn[i] ?? 0) < (level.tdxSvns[i] ?? 0)) return false
  }
  return true
}

function statusOf(
  svns: Svns,
  info: TcbInfo,
  platform: TcbLevel,
  module: SvnLevel | undefined,
  qe: SvnLevel,
): TcbStatus {
  const platformAndModule = converge(platform.status, module?.status ?? 'UpToDate')
  const isPatched = qe.status !== 'OutOfDate' && reachesNewest(svns, info)
  return converge(isPatched ? relaunchAdvised(platformAndModule) : platformAndModule, qe.status)
}

/** Whether the module loaded now, under which the TD was not started, reaches the newest levels. */
function reachesNewest(svns: Svns, info: TcbInfo): boolean {
  const { teeTcbSvn2 } = svns
  const newest = info.levels[0]
  if (teeTcbSvn2 === undefined || newest === undefined) return false
  if (!reaches(svns, teeTcbSvn2, newest)) return false
  const major = teeTcbSvn2[1] ?? 0
  if (major === 0) return true
  const newestModule = info.modules.find((module) => module.major === major)?.levels[0]
  return newestModule !== undefined && (teeTcbSvn2[0] ?? 0) >= newestModule.isvSvn
}

/** Which SVNs are under the lowest level. */
function shortfall(svns: Svns, info: TcbInfo): string {
  const lowest = info.levels[info.levels.length - 1]
  if (lowest === undefined) return 'the document has no level'
  const short: string[] = []
  const compare = (name: string, has: number, needs: number): void => {
    if (has < needs) short.push(`${name} is ${has}, needs ${needs}`)
  }
  for (let i = 0; i < 16; i++) {
    compare(`SGX component ${i + 1}`, svns.sgxSvns[i] ?? 0, lowest.sgxSvns[i] ?? 0)
  }
  compare('PCESVN', svns.pceSvn, lowest.pceSvn)
  const { teeTcbSvn } = svns
  for (let i = (teeTcbSvn?.[1] ?? 0) > 0 ? 2 : 0; teeTcbSvn !== undefined && i < 16; i++) {
    compare(`TDX component ${i + 1}`, teeTcbSvn[i] ?? 0, lowest.tdxSvns[i] ?? 0)
  }
  return short.join(', ')
}
