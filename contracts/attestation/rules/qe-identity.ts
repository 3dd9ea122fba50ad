/** Identity of Intel's quoting enclaves, version 2: from Intel's JSON. Pure. */
import { fromAnyHex } from './bytes.js'
import {
  bytesOf,
  type Dates,
  datesOf,
  evaluationOf,
  parseDocument,
  type SvnLevel,
  svnLevelsOf,
  whole,
} from './document.js'
import type { Tee } from './quote.js'
import { Malformed } from './reject.js'

export type QeIdentity = Dates & {
  /** `TD_QE` signs quotes of TDs, `QE` those of enclaves. */
  readonly tee: Tee
  readonly evaluation: number
  readonly miscSelect: Uint8Array
  readonly miscSelectMask: Uint8Array
  readonly attributes: Uint8Array
  readonly attributesMask: Uint8Array
  readonly mrSigner: Uint8Array
  readonly isvProdId: number
  /** Highest first. */
  readonly levels: readonly SvnLevel[]
}

export function parseQeIdentity(text: string): QeIdentity {
  const document = parseDocument(text)
  const { id } = document
  const levels = svnLevelsOf(document.tcbLevels, 65_535)
  if (id !== 'QE' && id !== 'TD_QE') throw new Malformed('id')
  if (document.version !== 2) throw new Malformed('version')
  return {
    tee: id === 'QE' ? 'SGX' : 'TDX',
    ...datesOf(document),
    evaluation: evaluationOf(document),
    // A number in hex, stored little-endian in the report; Intel's are 0 and all ones.
    miscSelect: bytesOf(fromAnyHex(document.miscselect, 4), 'miscselect').reverse(),
    miscSelectMask: bytesOf(fromAnyHex(document.miscselectMask, 4), 'miscselectMask').reverse(),
    attributes: bytesOf(fromAnyHex(document.attributes, 16), 'attributes'),
    attributesMask: bytesOf(fromAnyHex(document.attributesMask, 16), 'attributesMask'),
    mrSigner: bytesOf(fromAnyHex(document.mrsigner, 32), 'mrsigner'),
    isvProdId: whole(document.isvprodid, 'isvprodid', 65_535),
    levels,
  }
}
