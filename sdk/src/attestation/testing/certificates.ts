/** Certificates and revocation lists in the vendor's form. */
import { concatBytes } from '@noble/hashes/utils.js'
import {
  bits,
  element,
  integer,
  integerOf,
  isTrue,
  octets,
  oid,
  sequence,
  setOf,
  time,
  utf8,
} from './der.js'
import type { SigningKey } from './keys.js'

export type Validity = { readonly notBeforeS: number; readonly notAfterS: number }

export type CertificateFields = Validity & {
  readonly subjectCn: string
  readonly issuerCn: string
  /** At most 20 bytes. */
  readonly serial: Uint8Array
  readonly publicKey: Uint8Array
  readonly isCa: boolean
  /** Further extensions, complete. */
  readonly extensions?: readonly Uint8Array[]
}

const algorithm = sequence(oid('1.2.840.10045.4.3.2'))

export function certificate(fields: CertificateFields, issuer: SigningKey): Uint8Array {
  const { isCa } = fields
  const keyInfo = sequence(
    sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
    bits(concatBytes(Uint8Array.of(4), fields.publicKey)),
  )
  const usage = isCa ? bits(Uint8Array.of(0x06), 1) : bits(Uint8Array.of(0xc0), 6)
  const constraints = isCa ? sequence(isTrue, integer(0)) : sequence()
  const tbs = sequence(
    element(0xa0, integer(2)),
    integerOf(fields.serial),
    algorithm,
    name(fields.issuerCn),
    sequence(time(fields.notBeforeS), time(fields.notAfterS)),
    name(fields.subjectCn),
    keyInfo,
    element(
      0xa3,
      sequence(
        extension('2.5.29.15', usage, true),
        extension('2.5.29.19', constraints, true),
        ...(fields.extensions ?? []),
      ),
    ),
  )
  return signed(tbs, issuer)
}

export type CrlFields = {
  readonly issuerCn: string
  readonly thisUpdateS: number
  readonly nextUpdateS: number
  readonly number: number
  readonly serials: readonly Uint8Array[]
}

export function revocationList(fields: CrlFields, issuer: SigningKey): Uint8Array {
  const entries = fields.serials.map((serial) =>
    sequence(integerOf(serial), time(fields.thisUpdateS)),
  )
  const tbs = sequence(
    integer(1),
    algorithm,
    name(fields.issuerCn),
    time(fields.thisUpdateS),
    time(fields.nextUpdateS),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    element(0xa0, sequence(extension('2.5.29.20', integer(fields.number)))),
  )
  return signed(tbs, issuer)
}

export function extension(id: string, value: Uint8Array, isCritical = false): Uint8Array {
  return sequence(oid(id), ...(isCritical ? [isTrue] : []), octets(value))
}

function signed(tbs: Uint8Array, issuer: SigningKey): Uint8Array {
  const signature = issuer.sign(tbs)
  const pair = sequence(integerOf(signature.slice(0, 32)), integerOf(signature.slice(32)))
  return sequence(tbs, algorithm, bits(pair))
}

function name(commonName: string): Uint8Array {
  const part = (id: string, value: string): Uint8Array => setOf(sequence(oid(id), utf8(value)))
  return sequence(part('2.5.4.3', commonName), part('2.5.4.10', 'Test Corporation'))
}
