/** TCB info and QE identity in the vendor's form. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../../codecs/hex.js'
import type { TcbStatus } from '../../generated/attestation.js'
import type { SigningKey } from './keys.js'

export type TcbLevel = {
  readonly sgxSvns: readonly number[]
  readonly pceSvn: number
  readonly tdxSvns: readonly number[]
  readonly dateS: number
  readonly status: TcbStatus
  readonly advisories?: readonly string[]
}

export type SvnLevel = {
  readonly isvSvn: number
  readonly dateS: number
  readonly status: TcbStatus
  readonly advisories?: readonly string[]
}

export type DocumentDates = {
  readonly issuedS: number
  readonly nextS: number
  readonly evaluation: number
}

export type TcbInfo = DocumentDates & {
  readonly id?: string
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  readonly levels: readonly TcbLevel[]
  /** Levels of each TDX module by its major version. */
  readonly modules: Readonly<Record<number, readonly SvnLevel[]>>
}

export type QeIdentity = DocumentDates & {
  readonly id?: string
  readonly mrSigner: Uint8Array
  readonly isvProdId: number
  readonly levels: readonly SvnLevel[]
}

export type TcbNumbers = Pick<DocumentDates, 'issuedS' | 'nextS'> & {
  readonly id?: string
  /** Each with the time of its recovery event. */
  readonly numbers: readonly { readonly number: number; readonly eventS: number }[]
}

export function tcbNumbersText({ id = 'TDX', issuedS, nextS, numbers }: TcbNumbers): string {
  return JSON.stringify({
    id,
    version: 1,
    issueDate: date(issuedS),
    nextUpdate: date(nextS),
    tcbEvalNumbers: numbers.map(({ number, eventS }) => ({
      tcbEvaluationDataNumber: number,
      tcbRecoveryEventDate: date(eventS),
      tcbDate: date(eventS + 86_400),
    })),
  })
}

export function tcbInfoText(info: TcbInfo): string {
  const look = {
    mrsigner: '00'.repeat(48),
    attributes: '0000000000000000',
    attributesMask: 'FFFFFFFFFFFFFFFF',
  }
  return JSON.stringify({
    id: info.id ?? 'TDX',
    version: 3,
    issueDate: date(info.issuedS),
    nextUpdate: date(info.nextS),
    fmspc: toHex(info.fmspc).toUpperCase(),
    pceId: toHex(info.pceId),
    tcbType: 0,
    tcbEvaluationDataNumber: info.evaluation,
    tdxModule: look,
    tdxModuleIdentities: Object.entries(info.modules).map(([major, levels]) => ({
      id: `TDX_${Number(major).toString(16).padStart(2, '0').toUpperCase()}`,
      ...look,
      tcbLevels: levels.map(svnLevel),
    })),
    tcbLevels: info.levels.map(({ sgxSvns, tdxSvns, pceSvn, ...level }) => ({
      tcb: {
        sgxtcbcomponents: sgxSvns.map((svn) => ({ svn })),
        pcesvn: pceSvn,
        tdxtcbcomponents: tdxSvns.map((svn) => ({ svn })),
      },
      ...common(level),
    })),
  })
}

export function qeIdentityText(identity: QeIdentity): string {
  return JSON.stringify({
    id: identity.id ?? 'TD_QE',
    version: 2,
    issueDate: date(identity.issuedS),
    nextUpdate: date(identity.nextS),
    tcbEvaluationDataNumber: identity.evaluation,
    miscselect: '00000000',
    miscselectMask: 'FFFFFFFF',
    attributes: '11000000000000000000000000000000',
    attributesMask: 'FBFFFFFFFFFFFFFF0000000000000000',
    mrsigner: toHex(identity.mrSigner).toUpperCase(),
    isvprodid: identity.isvProdId,
    tcbLevels: identity.levels.map(svnLevel),
  })
}

/** A signature, then the text: what the uploads take. */
export function signDocument(text: string, signer: SigningKey): Uint8Array {
  const bytes = utf8ToBytes(text)
  return concatBytes(signer.sign(bytes), bytes)
}

function svnLevel({ isvSvn, ...level }: SvnLevel): object {
  return { tcb: { isvsvn: isvSvn }, ...common(level) }
}

function common(level: Pick<SvnLevel, 'dateS' | 'status' | 'advisories'>): object {
  const { dateS, status, advisories } = level
  return {
    tcbDate: date(dateS),
    tcbStatus: status,
    ...(advisories === undefined ? {} : { advisoryIDs: advisories }),
  }
}

function date(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+/, '')
}
