/** TCB info and QE identity as stored: parsed once, at upload. Pure. */
import { joinBytes } from '../../common/bytes.js'
import { fromAscii } from './bytes.js'
import type { SvnLevel } from './document.js'
import { type Reader, reader, type Writer, writer } from './packing.js'
import type { QeIdentity } from './qe-identity.js'
import { Malformed } from './reject.js'
import { type Level, statuses } from './status.js'
import type { ModuleIdentity, ModuleLook, TcbInfo, TcbLevel } from './tcb-info.js'

/** Advisory ids are written once, at the end, and named by index. */
type Advisories = { readonly index: (id: string) => number; readonly all: readonly string[] }

export function packTcbInfo(info: TcbInfo): Uint8Array {
  const out = writer()
  const advisories = collector()
  out.bytes(info.fmspc)
  out.bytes(info.pceId)
  packHead(out, info)
  out.number(info.firstModule === undefined ? 0 : 1, 1)
  if (info.firstModule !== undefined) packLook(out, info.firstModule)
  out.number(info.modules.length, 1)
  for (const identity of info.modules) {
    out.number(identity.major, 1)
    packLook(out, identity)
    packSvnLevels(out, advisories, identity.levels)
  }
  out.number(info.levels.length, 1)
  for (const level of info.levels) {
    out.bytes(level.sgxSvns)
    out.bytes(level.tdxSvns)
    out.number(level.pceSvn, 2)
    packLevel(out, advisories, level)
  }
  return finish(out, advisories)
}

export function unpackTcbInfo(bytes: Uint8Array): TcbInfo {
  const [body, advisories] = split(bytes)
  const from = reader(body)
  const fmspc = from.bytes(6)
  const pceId = from.bytes(2)
  const head = unpackHead(from)
  const isTdx = from.number(1) === 1
  const firstModule = isTdx ? unpackLook(from) : undefined
  const modules = times(
    from.number(1),
    (): ModuleIdentity => ({
      major: from.number(1),
      ...unpackLook(from),
      levels: unpackSvnLevels(from, advisories),
    }),
  )
  const levels = times(
    from.number(1),
    (): TcbLevel => ({
      sgxSvns: from.bytes(16),
      tdxSvns: from.bytes(isTdx ? 16 : 0),
      pceSvn: from.number(2),
      ...unpackLevel(from, advisories),
    }),
  )
  return { tee: isTdx ? 'TDX' : 'SGX', fmspc, pceId, ...head, firstModule, modules, levels }
}

export function packQeIdentity(identity: QeIdentity): Uint8Array {
  const out = writer()
  const advisories = collector()
  out.number(identity.tee === 'TDX' ? 1 : 0, 1)
  packHead(out, identity)
  out.bytes(identity.miscSelect)
  out.bytes(identity.miscSelectMask)
  out.bytes(identity.attributes)
  out.bytes(identity.attributesMask)
  out.bytes(identity.mrSigner)
  out.number(identity.isvProdId, 2)
  packSvnLevels(out, advisories, identity.levels)
  return finish(out, advisories)
}

export function unpackQeIdentity(bytes: Uint8Array): QeIdentity {
  const [body, advisories] = split(bytes)
  const from = reader(body)
  return {
    tee: from.number(1) === 1 ? 'TDX' : 'SGX',
    ...unpackHead(from),
    miscSelect: from.bytes(4),
    miscSelectMask: from.bytes(4),
    attributes: from.bytes(16),
    attributesMask: from.bytes(16),
    mrSigner: from.bytes(32),
    isvProdId: from.number(2),
    levels: unpackSvnLevels(from, advisories),
  }
}

/** Dates and number alone. */
export function tcbInfoHead(packed: Uint8Array): Head {
  return unpackHead(reader(packed.subarray(4 + 8)))
}

export function qeIdentityHead(packed: Uint8Array): Head {
  return unpackHead(reader(packed.subarray(4 + 1)))
}

export type Head = { readonly issuedS: number; readonly nextS: number; readonly evaluation: number }

function packHead(out: Writer, { issuedS, nextS, evaluation }: Head): void {
  out.number(issuedS, 4)
  out.number(nextS, 4)
  out.number(evaluation, 4)
}

function unpackHead(from: Reader): Head {
  return { issuedS: from.number(4), nextS: from.number(4), evaluation: from.number(4) }
}

function packLook(out: Writer, { mrSigner, attributes, attributesMask }: ModuleLook): void {
  out.bytes(mrSigner)
  out.bytes(attributes)
  out.bytes(attributesMask)
}

function unpackLook(from: Reader): ModuleLook {
  return { mrSigner: from.bytes(48), attributes: from.bytes(8), attributesMask: from.bytes(8) }
}

function packSvnLevels(out: Writer, advisories: Advisories, levels: readonly SvnLevel[]): void {
  out.number(levels.length, 1)
  for (const level of levels) {
    out.number(level.isvSvn, 2)
    packLevel(out, advisories, level)
  }
}

function unpackSvnLevels(from: Reader, advisories: readonly string[]): readonly SvnLevel[] {
  return times(from.number(1), () => ({
    isvSvn: from.number(2),
    ...unpackLevel(from, advisories),
  }))
}

function packLevel(out: Writer, advisories: Advisories, level: Level): void {
  out.number(level.dateS, 4)
  out.number(statuses.indexOf(level.status), 1)
  out.number(level.advisories.length, 1)
  for (const id of level.advisories) out.number(advisories.index(id), 1)
}

function unpackLevel(from: Reader, advisories: readonly string[]): Level {
  const dateS = from.number(4)
  const status = statuses[from.number(1)] ?? 'Revoked'
  return {
    dateS,
    status,
    advisories: times(from.number(1), () => advisories[from.number(1)] ?? '?'),
  }
}

function collector(): Advisories {
  const all: string[] = []
  return {
    all,
    index: (id) => {
      const at = all.indexOf(id)
      if (at < 0 && all.length > 255) throw new Malformed('advisoryIDs, too many')
      return at >= 0 ? at : all.push(id) - 1
    },
  }
}

/** The advisories' text goes behind the body, with the body's length in front. */
function finish(out: Writer, advisories: Advisories): Uint8Array {
  const body = out.done()
  const text = advisories.all.join(',')
  const ascii = fromAscii(text)
  if (ascii.length !== text.length) throw new Malformed('advisoryIDs, not ASCII')
  const { length } = body
  const head = Uint8Array.of(length, length >>> 8, length >>> 16, length >>> 24)
  return joinBytes([head, body, ascii])
}

function split(bytes: Uint8Array): readonly [Uint8Array, readonly string[]] {
  const from = reader(bytes)
  const body = from.bytes(from.number(4))
  const text = String.fromCharCode(...from.rest())
  return [body, text === '' ? [] : text.split(',')]
}

function times<T>(count: number, make: () => T): readonly T[] {
  const out: T[] = []
  for (let i = 0; i < count; i++) out.push(make())
  return out
}
