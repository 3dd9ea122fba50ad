/** Writes TCB info and QE identity in their stored form; `packed-document.ts` says what it is. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii } from './bytes.js'
import type { SvnLevel } from './document.js'
import {
  attributesAt,
  attributesMaskAt,
  firstLookAt,
  fmspcAt,
  isvProdIdAt,
  levelCountAt,
  levelHead,
  levelLength,
  levelsAt,
  lookLength,
  miscSelectAt,
  miscSelectMaskAt,
  moduleCountAt,
  moduleHead,
  moduleLength,
  pceIdAt,
  qeMrSignerAt,
  svnLevelCountAt,
  svnLevelHead,
  svnLevelLength,
  svnLevelsAt,
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
  for (const module of modules) count += module.levels.length
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
    bytes.set(level.tdxSvns, levelAt + 16)
    put16(bytes, levelAt + 32, level.pceSvn)
    putStanding(draft, levelAt + levelHead, level)
    levelAt += levelLength
  }
  for (const module of modules) {
    bytes[moduleAt] = module.major
    bytes[moduleAt + 1] = module.levels.length
    put16(bytes, moduleAt + 2, svnLevelAt)
    putLook(bytes, moduleAt + moduleHead, module)
    svnLevelAt = putSvnLevels(draft, svnLevelAt, module.levels)
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
  put16(bytes, isvProdIdAt, identity.isvProdId)
  bytes[svnLevelCountAt] = levels.length
  putSvnLevels(draft, svnLevelsAt, levels)
  return finish(draft)
}

function begin(document: TcbInfo | QeIdentity, length: number): Draft {
  const bytes = new Uint8Array(length)
  put32(bytes, 0, document.issuedS)
  put32(bytes, 4, document.nextS)
  put32(bytes, 8, document.evaluation)
  bytes[teeAt] = document.tee === 'TDX' ? 1 : 0
  return { bytes, lists: [], ids: [] }
}

function finish({ bytes, lists, ids }: Draft): Uint8Array {
  const text = ids.join(',')
  const ascii = fromAscii(text)
  if (ascii.length !== text.length) throw new Malformed('advisoryIDs, not ASCII')
  put16(bytes, textStartAt, bytes.length + lists.length)
  return joinBytes([bytes, Uint8Array.from(lists), ascii])
}

function putLook(bytes: Uint8Array, from: number, look: ModuleLook): void {
  bytes.set(look.mrSigner, from)
  bytes.set(look.attributes, from + lookLength - 16)
  bytes.set(look.attributesMask, from + lookLength - 8)
}

/** Answers where the levels end. */
function putSvnLevels(draft: Draft, from: number, levels: readonly SvnLevel[]): number {
  let levelAt = from
  for (const level of levels) {
    put16(draft.bytes, levelAt, level.isvSvn)
    putStanding(draft, levelAt + svnLevelHead, level)
    levelAt += svnLevelLength
  }
  return levelAt
}

function putStanding({ bytes, lists, ids }: Draft, from: number, level: Level): void {
  const { advisories } = level
  put32(bytes, from, level.dateS)
  bytes[from + 4] = statuses.indexOf(level.status)
  put16(bytes, from + 5, bytes.length + lists.length)
  bytes[from + 7] = advisories.length
  for (let i = 0; i < advisories.length; i++) {
    const id = advisories[i] ?? ''
    const known = ids.indexOf(id)
    if (known < 0 && ids.length > 255) throw new Malformed('advisoryIDs, too many')
    lists.push(known >= 0 ? known : ids.push(id) - 1)
  }
}

function put16(bytes: Uint8Array, from: number, value: number): void {
  bytes[from] = value
  bytes[from + 1] = value >>> 8
}

function put32(bytes: Uint8Array, from: number, value: number): void {
  bytes[from] = value
  bytes[from + 1] = value >>> 8
  bytes[from + 2] = value >>> 16
  bytes[from + 3] = value >>> 24
}
