/**
 * A stand-in for the hardware vendor: its own root, everything below it, machines and quotes, all
 * from a seed. A contract that pins this root's key believes it; one that pins Intel's never does.
 */
import { toBase64 } from '../../codecs/base64.js'
import { toHex } from '../../codecs/hex.js'
import type { Upload } from '../collateral.js'
import type { Registers } from '../evidence.js'
import {
  type CertificateFields,
  type CrlFields,
  certificate,
  revocationList,
} from './certificates.js'
import {
  type DocumentDates,
  type QeIdentity,
  qeIdentityText,
  signDocument,
  type TcbInfo,
  type TcbNumbers,
  tcbInfoText,
  tcbNumbersText,
} from './documents.js'
import { keyFromSeed, type SigningKey } from './keys.js'
import { type Platform, sgxExtension } from './pck.js'
import { type QeFields, type TdFields, tdQuote } from './td-quote.js'

export const commonNames = {
  root: 'Intel SGX Root CA',
  platform: 'Intel SGX PCK Platform CA',
  processor: 'Intel SGX PCK Processor CA',
  signer: 'Intel SGX TCB Signing',
  pck: 'Intel SGX PCK Certificate',
} as const

export type CaKind = 'platform' | 'processor'

export type Machine = {
  readonly platform: Platform
  readonly ca: CaKind
  readonly pckLeaf: Uint8Array
  /** PEM of leaf, CA and root, as a quote carries it. */
  readonly pckChain: string
  readonly pckKey: SigningKey
  readonly attestationKey: SigningKey
  readonly serial: Uint8Array
}

export type TestCa = {
  /** x and y as hex: `root_key` of `init`. */
  readonly rootKey: string
  readonly keys: Readonly<Record<'root' | CaKind | 'signer', SigningKey>>
  readonly certificateOf: (
    role: CaKind | 'signer',
    change?: Partial<CertificateFields>,
  ) => Uint8Array
  readonly rootCrl: (change?: Partial<CrlFields>) => Uint8Array
  readonly pckCrl: (ca: CaKind, change?: Partial<CrlFields>) => Uint8Array
  readonly tcbInfo: (change?: Partial<TcbInfo>) => Uint8Array
  readonly qeIdentity: (change?: Partial<QeIdentity>) => Uint8Array
  /** Standard and early are one, the documents' own, unless told. */
  readonly tcbNumbers: (change?: Partial<TcbNumbers>) => Uint8Array
  readonly machine: (seed: string, change?: MachineChange) => Machine
  /** A quote by a machine; `reportData` and registers as the TD would have them. */
  readonly quote: (
    machine: Machine,
    td: Partial<TdFields> & Pick<TdFields, 'reportData'>,
    qe?: Partial<QeFields>,
  ) => Uint8Array
  /** Everything that the default machine needs, in an order the contract can check. */
  readonly uploads: (dates?: Partial<DocumentDates>) => readonly Upload[]
}

export type MachineChange = Partial<Platform> & {
  readonly ca?: CaKind
  readonly certificate?: Partial<CertificateFields>
}

const year = 31_536_000
const month = 2_592_000
const qeSigner = Uint8Array.from({ length: 32 }, (_, i) => 0xdc ^ i)
const zeros = (length: number): Uint8Array => new Uint8Array(length)
const svns = (...first: readonly number[]): readonly number[] =>
  Array.from({ length: 16 }, (_, i) => first[i] ?? 0)

/** The newest level of the default documents. */
export const defaultSvns: {
  readonly sgx: readonly number[]
  readonly tdx: readonly number[]
  readonly pce: number
} = {
  sgx: svns(3, 3, 2, 2, 4, 1, 0, 5),
  tdx: svns(6, 1, 3),
  pce: 11,
}

/** Registers that a quote has unless told. */
export const defaultRegisters: Registers = {
  mrtd: zeros(48).fill(0x11),
  mrConfigId: zeros(48),
  mrOwner: zeros(48),
  mrOwnerConfig: zeros(48),
  rtmrs: [zeros(48).fill(1), zeros(48).fill(2), zeros(48).fill(3), zeros(48)],
}

/** A vendor whose certificates and documents hold around `nowS`. */
export function createTestCa(seed: string, nowS: number): TestCa {
  const key = (name: string): SigningKey => keyFromSeed(`test-ca/${seed}/${name}`)
  const keys = {
    root: key('root'),
    platform: key('platform'),
    processor: key('processor'),
    signer: key('signer'),
  } as const
  const window = { notBeforeS: nowS - year, notAfterS: nowS + 6 * year }
  const dates = { issuedS: nowS - 86_400, nextS: nowS + month - 86_400, evaluation: 17 }
  const crlDates = { thisUpdateS: dates.issuedS, nextUpdateS: dates.nextS, number: 1, serials: [] }
  const platform: Platform = {
    fmspc: Uint8Array.of(0xb0, 0xc0, 0x6f, 0, 0, 0),
    pceId: zeros(2),
    ppid: zeros(16),
    sgxSvns: defaultSvns.sgx,
    pceSvn: defaultSvns.pce,
  }
  const certificateOf: TestCa['certificateOf'] = (role, change) =>
    certificate(
      {
        ...window,
        subjectCn: commonNames[role],
        issuerCn: commonNames.root,
        serial: keys[role].publicKey.slice(0, 20),
        publicKey: keys[role].publicKey,
        isCa: role !== 'signer',
        ...change,
      },
      keys.root,
    )
  const rootCertificate = certificate(
    {
      ...window,
      subjectCn: commonNames.root,
      issuerCn: commonNames.root,
      serial: keys.root.publicKey.slice(0, 20),
      publicKey: keys.root.publicKey,
      isCa: true,
    },
    keys.root,
  )
  const tcbInfo: TestCa['tcbInfo'] = (change) =>
    signDocument(tcbInfoText({ ...defaultTcbInfo(platform), ...dates, ...change }), keys.signer)
  const qeIdentity: TestCa['qeIdentity'] = (change) =>
    signDocument(qeIdentityText({ ...defaultQeIdentity, ...dates, ...change }), keys.signer)
  const tcbNumbers: TestCa['tcbNumbers'] = (change) => {
    const { evaluation, ...window } = dates
    const numbers = [0, 1].map((back) => ({
      number: evaluation - back,
      eventS: nowS - (1 + back) * 2 * year,
    }))
    return signDocument(tcbNumbersText({ ...window, numbers, ...change }), keys.signer)
  }
  const rootCrl: TestCa['rootCrl'] = (change) =>
    revocationList({ ...crlDates, issuerCn: commonNames.root, ...change }, keys.root)
  const pckCrl: TestCa['pckCrl'] = (ca, change) =>
    revocationList({ ...crlDates, issuerCn: commonNames[ca], ...change }, keys[ca])
  return {
    rootKey: toHex(keys.root.publicKey),
    keys,
    certificateOf,
    rootCrl,
    pckCrl,
    tcbInfo,
    qeIdentity,
    tcbNumbers,
    machine: (machineSeed, change = {}) => {
      const { ca = 'platform', certificate: certificateChange, ...facts } = change
      const pckKey = key(`pck/${machineSeed}`)
      const serial = certificateChange?.serial ?? pckKey.publicKey.slice(0, 20)
      const own: Platform = { ...platform, ppid: pckKey.publicKey.slice(20, 36), ...facts }
      const pckLeaf = certificate(
        {
          ...window,
          subjectCn: commonNames.pck,
          issuerCn: commonNames[ca],
          serial,
          publicKey: pckKey.publicKey,
          isCa: false,
          extensions: [sgxExtension(own)],
          ...certificateChange,
        },
        keys[ca],
      )
      return {
        platform: own,
        ca,
        pckLeaf,
        pckChain: [pckLeaf, certificateOf(ca), rootCertificate].map(pem).join(''),
        pckKey,
        attestationKey: key(`ak/${machineSeed}`),
        serial,
      }
    },
    quote: (machine, td, qe) =>
      tdQuote(
        { ...defaultTd, ...td },
        { ...defaultQe, ...qe },
        { pck: machine.pckKey, attestation: machine.attestationKey },
        machine.pckChain,
      ),
    uploads: (change) => [
      { method: 'upsert_root_crl', bytes: rootCrl() },
      { method: 'upsert_pck_ca', bytes: certificateOf('platform') },
      { method: 'upsert_pck_crl', bytes: pckCrl('platform') },
      { method: 'upsert_tcb_signer', bytes: certificateOf('signer') },
      { method: 'upsert_tcb_info', bytes: tcbInfo(change) },
      { method: 'upsert_qe_identity', bytes: qeIdentity(change) },
      { method: 'upsert_tcb_numbers', bytes: tcbNumbers() },
    ],
  }
}

const levelDateS = 1_700_000_000

function defaultTcbInfo({ fmspc, pceId }: Platform): Omit<TcbInfo, keyof DocumentDates> {
  const { sgx, tdx, pce } = defaultSvns
  const level = { dateS: levelDateS, pceSvn: pce, tdxSvns: tdx }
  return {
    fmspc,
    pceId,
    modules: {
      1: [
        { isvSvn: 6, dateS: levelDateS, status: 'UpToDate' },
        {
          isvSvn: 4,
          dateS: levelDateS - year,
          status: 'OutOfDate',
          advisories: ['INTEL-SA-00001'],
        },
      ],
    },
    levels: [
      { ...level, sgxSvns: sgx, status: 'UpToDate' },
      {
        ...level,
        sgxSvns: sgx.map((svn) => (svn > 0 ? svn - 1 : 0)),
        dateS: levelDateS - year,
        status: 'OutOfDate',
        advisories: ['INTEL-SA-00002', 'INTEL-SA-00003'],
      },
    ],
  }
}

const defaultQeIdentity: Omit<QeIdentity, keyof DocumentDates> = {
  mrSigner: qeSigner,
  isvProdId: 2,
  levels: [{ isvSvn: 4, dateS: levelDateS, status: 'UpToDate' }],
}

const defaultTd: TdFields = {
  ...defaultRegisters,
  teeTcbSvn: Uint8Array.from(defaultSvns.tdx),
  mrSignerSeam: zeros(48),
  seamAttributes: zeros(8),
  tdAttributes: Uint8Array.of(0, 0, 0, 0x10, 0, 0, 0, 0),
  xfam: Uint8Array.of(0xe7, 0x02, 0x06, 0, 0, 0, 0, 0),
  reportData: zeros(64),
}

const defaultQe: QeFields = {
  mrSigner: qeSigner,
  attributes: Uint8Array.of(0x15, 0, 0, 0, 0, 0, 0, 0, 0xe7, 0, 0, 0, 0, 0, 0, 0),
  miscSelect: zeros(4),
  isvProdId: 2,
  isvSvn: 6,
  auth: Uint8Array.from({ length: 32 }, (_, i) => i),
}

function pem(der: Uint8Array): string {
  const lines = toBase64(der).replace(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}
