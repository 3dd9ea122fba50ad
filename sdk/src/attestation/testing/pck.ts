/** The SGX extension of a PCK certificate. */
import { extension } from './certificates.js'
import { integer, octets, oid, sequence } from './der.js'

export type Platform = {
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  readonly ppid: Uint8Array
  /** Sixteen component SVNs. */
  readonly sgxSvns: readonly number[]
  readonly pceSvn: number
}

const root = '1.2.840.113741.1.13.1'

export function sgxExtension(platform: Platform): Uint8Array {
  const field = (id: string, value: Uint8Array): Uint8Array => sequence(oid(`${root}.${id}`), value)
  const svns = platform.sgxSvns.map((svn, i) => field(`2.${i + 1}`, integer(svn)))
  const tcb = sequence(
    ...svns,
    field('2.17', integer(platform.pceSvn)),
    field('2.18', octets(Uint8Array.from(platform.sgxSvns))),
  )
  return extension(
    root,
    sequence(
      field('1', octets(platform.ppid)),
      field('2', tcb),
      field('3', octets(platform.pceId)),
      field('4', octets(platform.fmspc)),
      field('5', Uint8Array.of(0x0a, 0x01, 0x00)),
    ),
  )
}
