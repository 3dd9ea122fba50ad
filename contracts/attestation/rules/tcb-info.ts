/** TCB info, version 3: from Intel's JSON. Pure. */
import { fromAnyHex } from './bytes.js'
import {
  bytesOf,
  type Dates,
  datesOf,
  evaluationOf,
  items,
  type Json,
  levelOf,
  maxLevels,
  object,
  parseDocument,
  type SvnLevel,
  svnLevelsOf,
  whole,
} from './document.js'
import type { Tee } from './quote.js'
import { Malformed } from './reject.js'
import type { Level } from './status.js'

export type TcbLevel = Level & {
  /** Sixteen SVNs each; those of TDX are empty in a document for SGX. */
  readonly sgxSvns: Uint8Array
  readonly tdxSvns: Uint8Array
  readonly pceSvn: number
}

/** What Intel's TDX module looks like. */
export type ModuleLook = {
  readonly mrSigner: Uint8Array
  readonly attributes: Uint8Array
  readonly attributesMask: Uint8Array
}

type ModuleIdentity = ModuleLook & {
  /** Its major version: 3 for `TDX_03`. */
  readonly major: number
  readonly levels: readonly SvnLevel[]
}

export type TcbInfo = Dates & {
  readonly tee: Tee
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  readonly evaluation: number
  /** TDX only: the module of major version 0, and the later ones. */
  readonly firstModule: ModuleLook | undefined
  readonly modules: readonly ModuleIdentity[]
  /** Highest first. */
  readonly levels: readonly TcbLevel[]
}

const maxModules = 16

export function parseTcbInfo(text: string): TcbInfo {
  const document = parseDocument(text)
  const { id } = document
  if (id !== 'SGX' && id !== 'TDX') throw new Malformed('id')
  if (document.version !== 3) throw new Malformed('version')
  if (document.tcbType !== 0) throw new Malformed('tcbType')
  const isTdx = id === 'TDX'
  const modules =
    isTdx && document.tdxModuleIdentities !== undefined
      ? modulesOf(document.tdxModuleIdentities)
      : []
  const levels = items(document.tcbLevels, 'tcbLevels', maxLevels).map((item) =>
    tcbLevelOf(object(item, 'tcbLevels'), isTdx),
  )
  return {
    tee: id,
    ...datesOf(document),
    fmspc: bytesOf(fromAnyHex(document.fmspc, 6), 'fmspc'),
    pceId: bytesOf(fromAnyHex(document.pceId, 2), 'pceId'),
    evaluation: evaluationOf(document),
    firstModule: isTdx ? lookOf(object(document.tdxModule, 'tdxModule')) : undefined,
    modules,
    levels: levels.sort((a, b) => compareLevels(b, a)),
  }
}

function lookOf(look: Json): ModuleLook {
  return {
    mrSigner: bytesOf(fromAnyHex(look.mrsigner, 48), 'mrsigner'),
    attributes: bytesOf(fromAnyHex(look.attributes, 8), 'attributes'),
    attributesMask: bytesOf(fromAnyHex(look.attributesMask, 8), 'attributesMask'),
  }
}

function modulesOf(value: unknown): readonly ModuleIdentity[] {
  const seen: number[] = []
  return items(value, 'tdxModuleIdentities', maxModules).map((item) => {
    const identity = object(item, 'tdxModuleIdentities')
    const id = identity.id
    if (typeof id !== 'string' || id.length !== 6 || !id.startsWith('TDX_')) {
      throw new Malformed('tdxModuleIdentities id')
    }
    const major = bytesOf(fromAnyHex(id.slice(4), 1), 'tdxModuleIdentities id')[0] ?? 0
    if (seen.indexOf(major) >= 0) throw new Malformed('tdxModuleIdentities id, twice')
    seen.push(major)
    return { major, ...lookOf(identity), levels: svnLevelsOf(identity.tcbLevels, 255) }
  })
}

function tcbLevelOf(level: Json, isTdx: boolean): TcbLevel {
  const tcb = object(level.tcb, 'tcb')
  return {
    sgxSvns: svnsOf(tcb.sgxtcbcomponents, 'sgxtcbcomponents'),
    tdxSvns: isTdx ? svnsOf(tcb.tdxtcbcomponents, 'tdxtcbcomponents') : new Uint8Array(0),
    pceSvn: whole(tcb.pcesvn, 'pcesvn', 65_535),
    ...levelOf(level),
  }
}

function svnsOf(value: unknown, name: string): Uint8Array {
  const list = items(value, name, 16)
  if (list.length !== 16) throw new Malformed(name)
  const out = new Uint8Array(16)
  for (let i = 0; i < 16; i++) {
    const svn = (list[i] as { readonly svn?: unknown } | null)?.svn
    if (typeof svn !== 'number' || svn !== (svn & 255)) throw new Malformed(name)
    out[i] = svn
  }
  return out
}

function compareLevels(a: TcbLevel, b: TcbLevel): number {
  return (
    compareBytes(a.sgxSvns, b.sgxSvns) || a.pceSvn - b.pceSvn || compareBytes(a.tdxSvns, b.tdxSvns)
  )
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
