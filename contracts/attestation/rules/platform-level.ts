/** Which levels a platform, its TDX module and its quoting enclave reach; and what they come to. Pure. */
import { isSame, matchesMasked, toHex, u16, u32 } from './bytes.js'
import {
  advisoriesOf,
  advisoryOutside,
  attributesInLook,
  dateOf,
  evaluationAt,
  firstLookAt,
  fmspcAt,
  isTdx,
  levelCountAt,
  levelCountInModule,
  levelLength,
  levelsAt,
  levelsStartInModule,
  lookInModule,
  maskInLook,
  moduleAt,
  pceIdAt,
  pceSvnInLevel,
  standingInLevel,
  statusOf,
  svnLevelCountAt,
  svnLevelsAt,
  svnStanding,
  tdxSvnsInLevel,
} from './packed-document.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'
import { converge, relaunchAdvised, type TcbStatus } from './status.js'
import { mrSignerSeamAt, seamAttributesAt, tdAttributesAt } from './td-report.js'

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
  /** Of platform, module and enclave; sorted, none twice. */
  readonly advisories: () => readonly string[]
  /** One of them that is not among those allowed. */
  readonly advisoryOutside: (allowed: readonly string[]) => string | undefined
  /** Which SVNs are under the newest levels of platform, module and enclave. */
  readonly shortfall: () => string
  /** The lower of the two documents' numbers. */
  readonly evaluation: number
}

/** By the two documents in their stored form. */
export function appraise(svns: Svns, info: Uint8Array, identity: Uint8Array): Appraisal {
  const { fmspc, pceId, teeTcbSvn, qeIsvSvn } = svns
  if (!isSame(info, fmspcAt, fmspc, 0, 6)) {
    const wanted = info.subarray(fmspcAt, pceIdAt)
    reject('TCB_WRONG_PLATFORM', `FMSPC ${toHex(fmspc)}, not ${toHex(wanted)}`)
  }
  if (!isSame(info, pceIdAt, pceId, 0, 2)) {
    const wanted = info.subarray(pceIdAt, levelCountAt)
    reject('TCB_WRONG_PLATFORM', `PCEID ${toHex(pceId)}, not ${toHex(wanted)}`)
  }
  const qe =
    svnStanding(identity, svnLevelsAt, identity[svnLevelCountAt] ?? 0, qeIsvSvn) ??
    reject('QE_NOT_SUPPORTED', `no level for QE SVN ${qeIsvSvn}`)
  const platform =
    platformStanding(svns, info) ??
    reject('TCB_NOT_SUPPORTED', shortOf(svns, info, lowestLevel(info)).join(', '))
  const own = moduleStanding(teeTcbSvn, info)
  const platformStatus = statusOf(info, platform)
  const moduleStatus = own === undefined ? undefined : statusOf(info, own)
  const qeStatus = statusOf(identity, qe)
  const platformDateS = dateOf(info, platform)
  const moduleDateS = own === undefined ? platformDateS : dateOf(info, own)
  return {
    status: overallStatus(svns, info, platformStatus, moduleStatus, qeStatus),
    platform: platformStatus,
    module: moduleStatus,
    qe: qeStatus,
    platformDateS,
    tcbDateS: Math.min(platformDateS, moduleDateS, dateOf(identity, qe)),
    advisories: () =>
      union([
        advisoriesOf(info, platform),
        own === undefined ? [] : advisoriesOf(info, own),
        advisoriesOf(identity, qe),
      ]),
    advisoryOutside: (allowed) =>
      advisoryOutside(info, own === undefined ? [platform] : [platform, own], allowed) ??
      advisoryOutside(identity, [qe], allowed),
    shortfall: () => newestShortfall(svns, info, identity),
    evaluation: Math.min(u32(info, evaluationAt), u32(identity, evaluationAt)),
  }
}

/** What the module must look like: by its own identity from major version 1 on. */
export function checkModule({ body }: Quote, info: Uint8Array): void {
  const major = body[1] ?? 0
  const lookAt = major === 0 ? requireFirst(info) : requireModule(info, major) + lookInModule
  if (!isSame(body, mrSignerSeamAt, info, lookAt, 48)) {
    reject(
      'MODULE_IDENTITY',
      `MRSIGNERSEAM ${toHex(body.subarray(mrSignerSeamAt, seamAttributesAt))}`,
    )
  }
  const wantedAt = lookAt + attributesInLook
  const maskAt = lookAt + maskInLook
  if (!matchesMasked(body, seamAttributesAt, info, maskAt, wantedAt, 8)) {
    reject(
      'MODULE_IDENTITY',
      `SEAMATTRIBUTES ${toHex(body.subarray(seamAttributesAt, tdAttributesAt))}`,
    )
  }
}

function requireFirst(info: Uint8Array): number {
  return isTdx(info) ? firstLookAt : unknownModule(0)
}

function requireModule(info: Uint8Array, major: number): number {
  return moduleAt(info, major) ?? unknownModule(major)
}

function unknownModule(major: number): never {
  reject('MODULE_UNKNOWN', `TDX module of major version ${major}`)
}

/** A module of major version 0 has no level of its own: it is judged with the platform. */
function moduleStanding(teeTcbSvn: Uint8Array | undefined, info: Uint8Array): number | undefined {
  const major = teeTcbSvn?.[1] ?? 0
  if (teeTcbSvn === undefined || major === 0) return undefined
  const found = requireModule(info, major)
  const svn = teeTcbSvn[0] ?? 0
  return (
    svnStanding(
      info,
      u16(info, found + levelsStartInModule),
      info[found + levelCountInModule] ?? 0,
      svn,
    ) ?? reject('TCB_NOT_SUPPORTED', `no level for TDX module SVN ${svn}`)
  )
}

/** Of the first level that all SVNs reach; levels are sorted, highest first. */
function platformStanding(svns: Svns, info: Uint8Array): number | undefined {
  const level = levelOf(svns, svns.teeTcbSvn, info)
  return level === undefined ? undefined : level + standingInLevel
}

/** The first level that the platform's SVNs reach, and these of TDX, if any are given. */
function levelOf(
  { sgxSvns, pceSvn }: Svns,
  teeTcbSvn: Uint8Array | undefined,
  info: Uint8Array,
): number | undefined {
  const end = levelsAt + (info[levelCountAt] ?? 0) * levelLength
  for (let level: number = levelsAt; level < end; level += levelLength) {
    if (reaches(sgxSvns, pceSvn, teeTcbSvn, info, level)) return level
  }
  return undefined
}

/**
 * Whether all SVNs reach a level. A module with a major version is judged by its own level, so the
 * platform's first two TDX components, which are the module's, are left out.
 */
function reaches(
  sgxSvns: Uint8Array,
  pceSvn: number,
  teeTcbSvn: Uint8Array | undefined,
  info: Uint8Array,
  level: number,
): boolean {
  if (!isNotBelow(sgxSvns, 0, info, level)) return false
  if (pceSvn < u16(info, level + pceSvnInLevel)) return false
  if (teeTcbSvn === undefined) return true
  return isNotBelow(teeTcbSvn, (teeTcbSvn[1] ?? 0) > 0 ? 2 : 0, info, level + tdxSvnsInLevel)
}

/** Whether each of the SVNs is at least the level's; most platforms have one level's very SVNs. */
function isNotBelow(has: Uint8Array, first: number, info: Uint8Array, needsAt: number): boolean {
  if (isSame(has, first, info, needsAt + first, 16 - first)) return true
  for (let i = first; i < 16; i++) if ((has[i] ?? 0) < (info[needsAt + i] ?? 0)) return false
  return true
}

/**
 * Intel's order: platform and module, then whether a relaunch would do, then the enclave. A module that is revoked
 * stays so.
 */
function overallStatus(
  svns: Svns,
  info: Uint8Array,
  platform: TcbStatus,
  module: TcbStatus | undefined,
  qe: TcbStatus,
): TcbStatus {
  const both = converge(platform, module ?? 'UpToDate')
  const advised = module === 'OutOfDate' ? relaunchStatus(svns, info, both, qe) : both
  return converge(advised, qe)
}

/**
 * Intel advises a relaunch where nothing but the module under which the TD was started is out of date: enclave and
 * SGX level are not, and the module loaded now has the newest levels' first and third SVN.
 */
function relaunchStatus(svns: Svns, info: Uint8Array, both: TcbStatus, qe: TcbStatus): TcbStatus {
  const { teeTcbSvn2 } = svns
  if (teeTcbSvn2 === undefined || !isCurrent(qe)) return both
  if (both !== 'OutOfDate' && both !== 'OutOfDateConfigurationNeeded') return both
  const sgxLevel = levelOf(svns, undefined, info)
  const sgx = sgxLevel === undefined ? 'Revoked' : statusOf(info, sgxLevel + standingInLevel)
  if (!isCurrent(sgx) || sgx === 'OutOfDateConfigurationNeeded') return both
  const tdxAt = levelsAt + tdxSvnsInLevel
  const major = teeTcbSvn2[1] ?? 0
  const newest =
    major === 0
      ? (info[tdxAt] ?? 0)
      : u16(info, u16(info, requireModule(info, major) + levelsStartInModule))
  if ((teeTcbSvn2[0] ?? 0) < newest || (teeTcbSvn2[2] ?? 0) < (info[tdxAt + 2] ?? 0)) return both
  return relaunchAdvised(both, sgx)
}

function isCurrent(status: TcbStatus): boolean {
  return status !== 'OutOfDate' && status !== 'Revoked'
}

function lowestLevel(info: Uint8Array): number {
  return levelsAt + ((info[levelCountAt] ?? 0) - 1) * levelLength
}

/** What is under the newest level of each part. */
function newestShortfall(svns: Svns, info: Uint8Array, identity: Uint8Array): string {
  const { teeTcbSvn, qeIsvSvn } = svns
  const short = shortOf(svns, info, levelsAt)
  const module = (teeTcbSvn?.[1] ?? 0) === 0 ? undefined : moduleAt(info, teeTcbSvn?.[1] ?? 0)
  if (module !== undefined) {
    const newest = u16(info, u16(info, module + levelsStartInModule))
    note(short, 'TDX module SVN', teeTcbSvn?.[0] ?? 0, newest)
  }
  note(short, 'QE SVN', qeIsvSvn, u16(identity, svnLevelsAt))
  return short.join(', ')
}

/** Which SVNs are under a level. */
function shortOf({ sgxSvns, pceSvn, teeTcbSvn }: Svns, info: Uint8Array, level: number): string[] {
  const short: string[] = []
  for (let i = 0; i < 16; i++) {
    note(short, `SGX component ${i + 1}`, sgxSvns[i] ?? 0, info[level + i] ?? 0)
  }
  note(short, 'PCESVN', pceSvn, u16(info, level + pceSvnInLevel))
  for (let i = (teeTcbSvn?.[1] ?? 0) > 0 ? 2 : 0; teeTcbSvn !== undefined && i < 16; i++) {
    note(short, `TDX component ${i + 1}`, teeTcbSvn[i] ?? 0, info[level + tdxSvnsInLevel + i] ?? 0)
  }
  return short
}

function note(short: string[], name: string, has: number, needs: number): void {
  if (has < needs) short.push(`${name} is ${has}, needs ${needs}`)
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  const all: string[] = []
  for (const list of lists) for (const id of list) if (all.indexOf(id) < 0) all.push(id)
  return all.sort()
}
