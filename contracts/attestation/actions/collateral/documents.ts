/** Uploads of TCB info and QE identity: a signature of 64 bytes, then the exact bytes it is over. */
import { blockTimestamp, utf8Decode } from '@research-hub/compiler/host'
import { caller } from '../../../common/wire/caller.js'
import { fail } from '../../errors.js'
import type { CollateralResult } from '../../interface.js'
import { packQeIdentity, packTcbInfo } from '../../rules/pack-documents.js'
import { type Head, headOf } from '../../rules/packed-document.js'
import { parseQeIdentity } from '../../rules/qe-identity.js'
import { parseTcbInfo } from '../../rules/tcb-info.js'
import { loadChain } from '../../state/chain.js'
import {
  loadDocument,
  loadPrevious,
  qeIdentityKey,
  removePrevious,
  saveDocument,
  savePrevious,
  tcbInfoKey,
} from '../../state/documents.js'
import { nowS } from '../now.js'
import { parsed, requireDates, requireNewer, requireSignature } from './check.js'

type Signed = { readonly sha256: Uint8Array; readonly signerKeyHash: Uint8Array }

const maxDocumentBytes = 32_768

export function uploadTcbInfo(bytes: Uint8Array): CollateralResult {
  const name = 'TCB info'
  const signed = checkSigned(name, bytes)
  const text = utf8Decode(bytes.subarray(64))
  const info = parsed(name, () => parseTcbInfo(text))
  if (info.tee !== 'TDX') fail('ERR_COLLATERAL_ROLE', `id ${info.tee}`, 'TCB info of TDX')
  const packed = parsed(name, () => packTcbInfo(info))
  store(name, tcbInfoKey(info.fmspc), signed, info, packed)
  return windowOf('tcb_info', info)
}

export function uploadQeIdentity(bytes: Uint8Array): CollateralResult {
  const name = 'QE identity'
  const signed = checkSigned(name, bytes)
  const text = utf8Decode(bytes.subarray(64))
  const identity = parsed(name, () => parseQeIdentity(text))
  if (identity.tee !== 'TDX') {
    fail('ERR_COLLATERAL_ROLE', 'id QE', 'identity of the TD quoting enclave')
  }
  const packed = parsed(name, () => packQeIdentity(identity))
  store(name, qeIdentityKey, signed, identity, packed)
  return windowOf('qe_identity', identity)
}

/** The signature is checked over the bytes as sent, before anything of them is read. */
function checkSigned(name: string, bytes: Uint8Array): Signed {
  if (bytes.length <= 64 || bytes.length > maxDocumentBytes) {
    fail('ERR_COLLATERAL_MALFORMED', name, 'length')
  }
  const { signer } = loadChain()
  if (signer === undefined) {
    fail('ERR_COLLATERAL_ISSUER', 'the TCB signing certificate')
  }
  requireDates('TCB signing certificate', signer.notBeforeS, signer.notAfterS)
  const signature = bytes.subarray(0, 64)
  const hash = requireSignature(name, 'TCB signer', bytes.subarray(64), signature, signer.key)
  return { sha256: hash, signerKeyHash: signer.keyHash }
}

function store(name: string, key: string, signed: Signed, head: Head, packed: Uint8Array): void {
  requireDates(name, head.issuedS, head.nextS)
  const before = loadDocument(key)
  const old = before === undefined ? undefined : headOf(before.packed)
  requireNewer(name, old?.issuedS, head.issuedS)
  if (old !== undefined && head.evaluation < old.evaluation) {
    fail('ERR_COLLATERAL_ROLLBACK', name, head.evaluation, old.evaluation)
  }
  const previous = loadPrevious(key)
  const isPreviousLive = previous !== undefined && headOf(previous.packed).nextS >= nowS()
  const isRaise = old !== undefined && head.evaluation > old.evaluation
  // A document stays until its own end: one of a lower number rather than an older issue of the same.
  if (
    before !== undefined &&
    old !== undefined &&
    old.nextS >= nowS() &&
    (isRaise || !isPreviousLive)
  ) {
    savePrevious(key, previous, before)
  } else if (previous !== undefined && !isPreviousLive) removePrevious(key)
  saveDocument(key, before, {
    payerId: caller(),
    firstSeenNs: before === undefined || isRaise ? blockTimestamp() : before.firstSeenNs,
    ...signed,
    packed,
  })
}

function windowOf(kind: string, { issuedS, nextS }: Head): CollateralResult {
  return { kind, valid_from_s: issuedS, valid_until_s: nextS, removed: [] }
}
