/** Writes TCB info and QE identity in their stored form; `packed-document.ts` says what it is. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii, putU16, putU32 } from './bytes.js'
import type { SvnLevel } from './document.js'
import {
  attributesAt,
  attributesInLook,
  attributesMaskAt,
  evaluationAt,
  firstLookAt,
  fmspcAt,
  issuedAt,
  isvProdIdAt,
  levelCountAt,
  levelCountInModule,
  levelLength,
  levelsAt,
  levelsStartInModule,
  listedInStanding,
  listStartInStanding,
  lookInModule,
  maskInLook,
  miscSelectAt,
  miscSelectMaskAt,
  moduleCountAt,
  moduleLength,
  nextUpdateAt,
  pceIdAt,
  pceSvnInLevel,
  qeMrSignerAt,
  standingInLevel,
  standingInSvnLevel,
  statusInStanding,
  svnLevelCountAt,
  svnLevelLength,
  svnLevelsAt,
  tdxSvnsInLevel,
  teeAt,
  textStartAt,
} from './packed-document.js'
import type { QeIdentity } from './qe-identity.js'
import { Malformed } from './reject.js'
import { type Level, statuses } from './status.js'
import type { ModuleLook, TcbInfo } from './tcb-info.js'

/** The fixed part, and what is collected for behind it. */
type Draft = {
  readonly bytes: Uint8Array
  readonly lists: number[]
  readonly ids: string[]
}

export function packTcbInfo(info: TcbInfo): Uint8Array {
  const { levels, modules, firstModule } = info
  let moduleAt = levelsAt + levels.length * levelLength
  let svnLevelAt = moduleAt + modules.length * moduleLength
  let count = 0
  for (const { levels: own } of modules) count += own.length
  const draft = begin(info, svnLevelAt + count * svnLevelLength)
  const { bytes } = draft
  bytes.set(info.fmspc, fmspcAt)
  bytes.set(info.pceId, pceIdAt)
  bytes[levelCountAt] = levels.length
  bytes[moduleCountAt] = modules.length
  if (firstModule !== undefined) putLook(bytes, firstLookAt, firstModule)
  let levelAt: number = levelsAt
  for (const level of levels) {
    bytes.set(level.sgxSvns, levelAt)
    bytes.set(level.tdxSvns, levelAt + tdxSvnsInLevel)
    putU16(bytes, levelAt + pceSvnInLevel, level.pceSvn)
    putStanding(draft, levelAt + standingInLevel, level)
    levelAt += levelLength
  }
  for (const identity of modules) {
    bytes[moduleAt] = identity.major
    bytes[moduleAt + levelCountInModule] = identity.levels.length
    putU16(bytes, moduleAt + levelsStartInModule, svnLevelAt)
    putLook(bytes, moduleAt + lookInModule, identity)
    svnLevelAt = putSvnLevels(draft, svnLevelAt, identity.levels)
    moduleAt += moduleLength
  }
  return finish(draft)
}

export function packQeIdentity(identity: QeIdentity): Uint8Array {
  const { levels } = identity
  const draft = begin(identity, svnLevelsAt + levels.length * svnLevelLength)
  const { bytes } = draft
  bytes.set(identity.miscSelect, miscSelectAt)
  bytes.set(identity.miscSelectMask, miscSelectMaskAt)
  bytes.set(identity.attributes, attributesAt)
  bytes.set(identity.attributesMask, attributesMaskAt)
  bytes.set(identity.mrSigner, qeMrSignerAt)
  putU16(bytes, isvProdIdAt, identity.isvProdId)
  bytes[svnLevelCountAt] = levels.length
  putSvnLevels(draft, svnLevelsAt, levels)
  return finish(draft)
}

function begin(document: TcbInfo | QeIdentity, length: number): Draft {
  const bytes = new Uint8Array(length)
  putU32(bytes, issuedAt, document.issuedS)
  putU32(bytes, nextUpdateAt, document.nextS)
  putU32(bytes, evaluationAt, document.evaluation)
  bytes[teeAt] = document.tee === 'TDX' ? 1 : 0
  return { bytes, lists: [], ids: [] }
}

function finish({ bytes, lists, ids }: Draft): Uint8Array {
  const text = ids.join(',')
  const ascii = fromAscii(text)
  if (ascii.length !== text.length) throw new Malformed('advisoryIDs, not ASCII')
  putU16(bytes, textStartAt, bytes.length + lists.length)
  return joinBytes([bytes, Uint8Array.from(lists), ascii])
}

function putLook(bytes: Uint8Array, from: number, found: ModuleLook): void {
  bytes.set(found.mrSigner, from)
  bytes.set(found.attributes, from + attributesInLook)
  bytes.set(found.attributesMask, from + maskInLook)
}

/** Answers where the levels end. */
function putSvnLevels(draft: Draft, from: number, levels: readonly SvnLevel[]): number {
  let levelAt = from
  for (const level of levels) {
    putU16(draft.bytes, levelAt, level.isvSvn)
    putStanding(draft, levelAt + standingInSvnLevel, level)
    levelAt += svnLevelLength
  }
  return levelAt
}

function putStanding({ bytes, lists, ids }: Draft, from: number, level: Level): void {
  const { advisories } = level
  putU32(bytes, from, level.dateS)
  bytes[from + statusInStanding] = statuses.indexOf(level.status)
  putU16(bytes, from + listStartInStanding, bytes.length + lists.length)
  bytes[from + listedInStanding] = advisories.length
  for (let i = 0; i < advisories.length; i++) {
    const id = advisories[i] ?? ''
    const known = ids.indexOf(id)
    if (known < 0 && ids.length > 255) throw new Malformed('advisoryIDs, too many')
    lists.push(known >= 0 ? known : ids.push(id) - 1)
  }
}
