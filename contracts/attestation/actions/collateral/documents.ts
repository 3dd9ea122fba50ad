/** Uploads of TCB info, QE identity and evaluation numbers: 64 bytes of signature, then the exact bytes it is over. */
import { blockTimestamp, hexEncode, utf8Decode } from '@research-hub/compiler/host'
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import { isEqual } from '../../rules/bytes.js'
import { packQeIdentity, packTcbInfo } from '../../rules/pack-documents.js'
import { evaluationAt, type Head, headOf } from '../../rules/packed-document.js'
import { parseQeIdentity } from '../../rules/qe-identity.js'
import { parseTcbInfo } from '../../rules/tcb-info.js'
import { parseTcbNumbers } from '../../rules/tcb-numbers.js'
import {
  certificatesOf,
  loadChainRecord,
  numbersKind,
  partsOf,
  saveParts,
} from '../../state/chain.js'
import {
  loadDocument,
  qeIdentityShelf,
  type Shelf,
  saveDocument,
  tcbInfoShelf,
} from '../../state/documents.js'
import {
  numbersHeadLength,
  numbersHeadRecord,
  packNumbers,
  unpackNumbers,
} from '../../state/numbers.js'
import { hostCrypto } from '../host-crypto.js'
import { nowS } from '../now.js'
import { parsed, requireDates, requireNewer, requireSigner } from './check.js'
import { type Stored, storedOf } from './upload.js'

type Signed = { readonly sha256: Uint8Array; readonly signerKeyHash: Uint8Array }

const maxDocumentBytes = 32_768

export function uploadTcbInfo(bytes: Uint8Array): Stored {
  const name = 'TCB info'
  const signed = checkSigned(name, bytes)
  const text = utf8Decode(bytes.subarray(64))
  const info = parsed(name, () => parseTcbInfo(text))
  if (info.tee !== 'TDX') fail('ERR_COLLATERAL_ROLE', `id ${info.tee}`, 'TCB info of TDX')
  const packed = parsed(name, () => packTcbInfo(info))
  store(name, tcbInfoShelf(info.fmspc), signed, info, packed)
  return {
    ...storedOf('tcb_info', info.issuedS, info.nextS),
    fmspc: hexEncode(info.fmspc),
    evaluation: info.evaluation,
  }
}

export function uploadQeIdentity(bytes: Uint8Array): Stored {
  const name = 'QE identity'
  const signed = checkSigned(name, bytes)
  const text = utf8Decode(bytes.subarray(64))
  const identity = parsed(name, () => parseQeIdentity(text))
  if (identity.tee !== 'TDX') {
    fail('ERR_COLLATERAL_ROLE', 'id QE', 'identity of the TD quoting enclave')
  }
  const packed = parsed(name, () => packQeIdentity(identity))
  store(name, qeIdentityShelf, signed, identity, packed)
  return {
    ...storedOf('qe_identity', identity.issuedS, identity.nextS),
    evaluation: identity.evaluation,
  }
}

/** A number's day begins when a list first names it here; those of the first list are taken as known all along. */
export function uploadTcbNumbers(bytes: Uint8Array): Stored {
  const name = 'TCB evaluation numbers'
  const { signerKeyHash } = checkSigned(name, bytes)
  const text = utf8Decode(bytes.subarray(64))
  const list = parsed(name, () => parseTcbNumbers(text))
  requireDates(name, list.issuedS, list.nextS)
  const before = partsOf(loadChainRecord())
  const stored = before.find(({ kind }) => kind === numbersKind)?.body
  const head =
    stored === undefined
      ? undefined
      : numbersHeadRecord.decode(stored.subarray(0, numbersHeadLength))
  requireNewer(name, head?.thisUpdateS, list.issuedS)
  const known = stored === undefined ? undefined : unpackNumbers(stored)
  const numbers = list.numbers.map(({ number, eventS }) => {
    const seenS = known === undefined ? eventS : known.find((one) => one.number === number)?.seenS
    return { number, eventS, seenS: seenS ?? nowS() }
  })
  const body = packNumbers(
    { signerKeyHash, thisUpdateS: list.issuedS, nextUpdateS: list.nextS },
    numbers,
  )
  saveParts(before, [
    ...before.filter(({ kind }) => kind !== numbersKind),
    { kind: numbersKind, payerId: caller(), body },
  ])
  return {
    ...storedOf('tcb_numbers', list.issuedS, list.nextS),
    evaluation: numbers[0]?.number ?? 0,
  }
}

/** The signature is checked over the bytes as sent, before anything of them is read. */
function checkSigned(name: string, bytes: Uint8Array): Signed {
  if (bytes.length <= 64 || bytes.length > maxDocumentBytes) {
    fail('ERR_COLLATERAL_MALFORMED', name, 'length')
  }
  const signers = certificatesOf(loadChainRecord(), 'signer')
  const [first] = signers
  if (first === undefined) fail('ERR_COLLATERAL_ISSUER', 'the TCB signing certificate')
  const now = nowS()
  const holding = signers.filter(
    ({ notBeforeS, notAfterS }) => now >= notBeforeS && now <= notAfterS,
  )
  if (holding.length === 0) {
    requireDates('TCB signing certificate', first.notBeforeS, first.notAfterS)
  }
  const sha256 = hostCrypto.sha256(bytes.subarray(64))
  const signature = bytes.subarray(0, 64)
  const { keyHash } = requireSigner(name, 'TCB signer', holding, sha256, signature)
  return { sha256, signerKeyHash: keyHash }
}

function store(name: string, shelf: Shelf, signed: Signed, head: Head, packed: Uint8Array): void {
  requireDates(name, head.issuedS, head.nextS)
  const before = loadDocument(shelf, head.evaluation)
  requireNewer(name, before === undefined ? undefined : headOf(before.packed).issuedS, head.issuedS)
  // Issued anew with the same content it has been here all along, if it never lapsed.
  const isSame =
    before !== undefined &&
    headOf(before.packed).nextS >= nowS() &&
    isEqual(before.packed.subarray(evaluationAt), packed.subarray(evaluationAt))
  saveDocument(shelf, head.evaluation, before, {
    payerId: caller(),
    firstSeenNs: isSame ? before.firstSeenNs : blockTimestamp(),
    ...signed,
    packed,
  })
}
