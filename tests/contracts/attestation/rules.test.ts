import { createHash, createPublicKey, ECDH, type KeyObject, verify } from 'node:crypto'
import { parseCertificate } from '@research-hub/contracts/attestation/rules/certificate'
import { parseCrl } from '@research-hub/contracts/attestation/rules/crl'
import type { Crypto } from '@research-hub/contracts/attestation/rules/crypto'
import {
  bindingPreimage,
  decodeEvidence,
  machinePreimage,
  measurementPreimage,
} from '@research-hub/contracts/attestation/rules/evidence'
import {
  packQeIdentity,
  packTcbInfo,
} from '@research-hub/contracts/attestation/rules/pack-documents'
import { parsePckExtension } from '@research-hub/contracts/attestation/rules/pck-extension'
import { type Appraisal, appraise } from '@research-hub/contracts/attestation/rules/platform-level'
import { compress } from '@research-hub/contracts/attestation/rules/point'
import { parseQeIdentity } from '@research-hub/contracts/attestation/rules/qe-identity'
import { parseQuote } from '@research-hub/contracts/attestation/rules/quote'
import {
  checkQeReport,
  checkQuoteSignature,
} from '@research-hub/contracts/attestation/rules/quote-checks'
import { Malformed, Rejection } from '@research-hub/contracts/attestation/rules/reject'
import {
  converge,
  statuses,
  type TcbStatus,
} from '@research-hub/contracts/attestation/rules/status'
import { parseTcbInfo } from '@research-hub/contracts/attestation/rules/tcb-info'
import { isoTimeS } from '@research-hub/contracts/attestation/rules/time'
import {
  bindingHash,
  encodeEvidence,
  machineId,
  measurementId,
  readTdQuote,
  reportData,
} from '@research-hub/sdk/attestation'
import {
  createTestCa,
  qeIdentityText,
  type TcbLevel,
  tcbInfoText,
} from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import fc from 'fast-check'
import { isGenuine } from '../../support/attestation-checker.js'
import { keysOf, startS } from '../../support/attestation-fixture.js'
import '../../support/attestation-natives.js'
import { plainAppraisal } from '../../support/attestation-levels.js'
import { fuzz } from '../../support/fuzz.js'

const ca = createTestCa('rules', startS)
const machine = ca.machine('one')
const quote = ca.quote(machine, { reportData: new Uint8Array(64).fill(7) })
const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

/** node:crypto hashes for itself, so the messages behind the hashes are remembered. */
const messages = new Map<string, Uint8Array>()
const keys = new Map<string, KeyObject>()
const nodeCrypto: Crypto = {
  sha256: (bytes) => {
    const hash = sha256(bytes)
    messages.set(hex(hash), bytes)
    return hash
  },
  p256Verify: (signature, hash, key) => {
    const message = messages.get(hex(hash)) ?? new Uint8Array(0)
    return verify('sha256', message, { key: keyOf(key), dsaEncoding: 'ieee-p1363' }, signature)
  },
}

function keyOf(compressed: Uint8Array): KeyObject {
  const name = hex(compressed)
  const known = keys.get(name)
  if (known !== undefined) return known
  const point = ECDH.convertKey(compressed, 'prime256v1', undefined, 'hex', 'uncompressed')
  const bytes = Buffer.from(String(point), 'hex')
  const x = bytes.subarray(1, 33).toString('base64url')
  const y = bytes.subarray(33).toString('base64url')
  const made = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  keys.set(name, made)
  return made
}

/** The contract's rules over signatures and certificate, without collateral. */
function passesRules(bytes: Uint8Array, leaf: Uint8Array): boolean {
  try {
    const parsed = parseQuote(bytes)
    const certificate = parseCertificate(leaf)
    const key = compress(ca.keys.platform.publicKey)
    const hash = nodeCrypto.sha256(certificate.tbs)
    if (!nodeCrypto.p256Verify(certificate.signature, hash, key)) return false
    checkQeReport(nodeCrypto, parsed, certificate.key)
    checkQuoteSignature(nodeCrypto, parsed, nodeCrypto.sha256(parsed.signed))
    messages.clear()
    return true
  } catch {
    return false
  }
}

const passesChecker = (bytes: Uint8Array, leaf: Uint8Array): boolean => {
  try {
    return isGenuine(bytes, leaf, ca.keys.platform.publicKey)
  } catch {
    return false
  }
}

test('INV-404 every single-bit change of header, body and signed data is refused, as an independent checker does', (t) => {
  t.true(passesRules(quote, machine.pckLeaf))
  t.true(passesChecker(quote, machine.pckLeaf))
  // Up to the PCK chain, which nobody reads: header, body, signatures, key, report, QE data, lengths.
  const end = 632 + 4 + 134 + 384 + 64 + 2 + 32 + 6
  const accepted: number[] = []
  const disagreed: number[] = []
  for (let bit = 0; bit < end * 8; bit++) {
    const bent = quote.slice()
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const [ours, theirs] = [
      passesRules(bent, machine.pckLeaf),
      passesChecker(bent, machine.pckLeaf),
    ]
    if (ours !== theirs) disagreed.push(bit)
    if (ours) accepted.push(bit)
  }
  t.deepEqual(disagreed, [])
  // Only the number that says how the unread chain is encoded may change: 5 to 4 and to 1.
  const typeAt = end - 6
  t.deepEqual(accepted, [typeAt * 8, typeAt * 8 + 2])
})

test('INV-404 every single-bit change of the signed PCK certificate is refused', (t) => {
  const leaf = machine.pckLeaf
  const accepted: number[] = []
  // The outer header's length and the signature's encoding are checked by parsing; the rest is signed.
  for (let bit = 0; bit < leaf.length * 8; bit += 1) {
    const bent = leaf.slice()
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (passesRules(quote, bent)) accepted.push(bit)
  }
  t.deepEqual(accepted, [])
})

test('INV-412 the SDK and the contract encode evidence, bindings and ids alike', (t) => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  const id = fc.stringMatching(/^[a-z0-9]{2,20}$/)
  fuzz(
    t,
    fc.property(
      bytes(32),
      bytes(32),
      bytes(32),
      id,
      id,
      bytes(300),
      bytes(100),
      (signingKey, encryptionKey, gpuEvidenceHash, workerId, policyId, quoteBytes, pckLeaf) => {
        const named = { signingKey, encryptionKey, gpuEvidenceHash }
        const keys = Uint8Array.from([...signingKey, ...encryptionKey, ...gpuEvidenceHash])
        const encoded = encodeEvidence({ ...named, policyId, pckLeaf, quote: quoteBytes })
        t.deepEqual(
          plain(decodeEvidence(encoded)),
          plain({ keys, policyId, pckLeaf, quote: quoteBytes }),
        )
        const binding = { chainId: 'testnet', registryId: 'r.near', workerId, policyId }
        t.deepEqual(
          sha256(bindingPreimage({ ...binding, keys })),
          bindingHash({ ...binding, ...named }),
        )
        t.throws(() => decodeEvidence(encoded.slice(0, -1)), { instanceOf: Malformed })
        t.throws(() => decodeEvidence(Uint8Array.from([...encoded, 0])), { instanceOf: Malformed })
      },
    ),
    25,
  )
  const parsed = parseQuote(quote)
  const read = readTdQuote(quote)
  t.is(hex(sha256(measurementPreimage(parsed.body.slice(136, 520)))), measurementId(read.registers))
  t.is(hex(sha256(parsed.signed)), read.quoteHash)
  const { ppid } = parsePckExtension(
    parseCertificate(machine.pckLeaf).sgxExtension ?? new Uint8Array(0),
  )
  t.is(hex(sha256(machinePreimage(ppid))), machineId(machine.platform.ppid))
  t.deepEqual(read.pckChain[0], machine.pckLeaf)
  const keys = keysOf('x')
  t.is(
    reportData(
      { ...keys, chainId: 'c', registryId: 'r', workerId: 'w', policyId: 'p' },
      new Uint8Array(32),
    ).length,
    64,
  )
})

test('INV-404 documents in their stored form are judged as Intel’s library does, TDRelaunchAdvised included', (t) => {
  const svn = fc.integer({ min: 0, max: 3 })
  const svns = fc.array(svn, { minLength: 16, maxLength: 16 })
  const standing = {
    dateS: fc.integer({ min: 0, max: 4_000_000_000 }),
    status: fc.constantFrom<TcbStatus>(
      ...(['UpToDate', 'OutOfDate', 'OutOfDate', 'OutOfDate', 'SWHardeningNeeded'] as const),
      ...(['ConfigurationNeeded', 'OutOfDateConfigurationNeeded', 'Revoked'] as const),
    ),
    advisories: fc.array(fc.constantFrom('INTEL-SA-1', 'INTEL-SA-2', 'INTEL-DOC-3'), {
      maxLength: 3,
    }),
  }
  // Mostly a level of everybody's, so that all ends are met often.
  const level: fc.Arbitrary<TcbLevel> = fc.record({
    sgxSvns: fc.oneof(svns, fc.constant(new Array<number>(16).fill(1))),
    tdxSvns: fc.oneof(svns, fc.constant(new Array<number>(16).fill(1))),
    pceSvn: svn,
    ...standing,
  })
  const svnLevels = fc.array(fc.record({ isvSvn: svn, ...standing }), {
    minLength: 1,
    maxLength: 4,
  })
  const bytes16 = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 16, maxLength: 16 })
  const loaded = fc
    .tuple(svn, fc.constantFrom(0, 1, 3, 4), bytes16)
    .map(([minor, major, rest]) => Uint8Array.from([minor, major, ...rest.slice(2)]))
  const judged = { codes: 0, values: 0, relaunches: 0 }
  fuzz(
    t,
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 12 }),
      fc.tuple(svnLevels, svnLevels, svnLevels),
      fc.record({
        sgxSvns: bytes16.map((found) => Uint8Array.from(found)),
        pceSvn: svn,
        teeTcbSvn: loaded,
        teeTcbSvn2: fc.option(loaded, { nil: undefined }),
        qeIsvSvn: svn,
      }),
      (levels, [one, three, qe], found) => {
        const dates = { issuedS: startS, nextS: startS + 9 }
        const info = parseTcbInfo(
          tcbInfoText({
            ...dates,
            fmspc: new Uint8Array(6),
            pceId: new Uint8Array(2),
            evaluation: 3,
            modules: { 1: one, 3: three },
            levels,
          }),
        )
        const identity = parseQeIdentity(
          qeIdentityText({
            ...dates,
            evaluation: 4,
            mrSigner: new Uint8Array(32),
            isvProdId: 2,
            levels: qe,
          }),
        )
        const all = { ...found, fmspc: new Uint8Array(6), pceId: new Uint8Array(2) }
        const wanted = plainAppraisal(all, info, identity)
        const actual = orCode(() => appraise(all, packTcbInfo(info), packQeIdentity(identity)))
        t.deepEqual(typeof actual === 'string' ? actual : plainly(actual), wanted)
        if (typeof wanted === 'string') judged.codes++
        else judged.values++
        if (typeof wanted !== 'string' && wanted.status.startsWith('TDRelaunch'))
          judged.relaunches++
      },
    ),
    4_000,
  )
  // All ends were met.
  t.log(judged)
  t.true(judged.codes > 30 && judged.values > 30 && judged.relaunches > 10, JSON.stringify(judged))
})

function plainly({ advisories, advisoryOutside, shortfall: _, ...rest }: Appraisal) {
  const all = advisories()
  // What is outside a list is one of what is left when the list is taken away.
  for (const allowed of [[], all, all.slice(1), all.slice(0, -1), [...all].reverse()]) {
    const left = all.filter((id) => !allowed.includes(id))
    const other = advisoryOutside(allowed)
    if (other === undefined ? left.length > 0 : !left.includes(other)) throw new Error(other)
  }
  return { ...rest, advisories: all }
}

function orCode<T>(judge: () => T): T | string {
  try {
    return judge()
  } catch (error) {
    if (error instanceof Rejection) return error.code
    throw error
  }
}

test('whatever is sent, parsers end with a value or a named refusal', (t) => {
  fuzz(
    t,
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (noise, at) => {
      for (const [parse, good] of [
        [parseCertificate, machine.pckLeaf],
        [parseCrl, ca.rootCrl()],
        [parseQuote, quote],
      ] as const) {
        const bent = good.slice()
        bent.set(noise.slice(0, 8), at % (good.length - 8))
        for (const bytes of [noise, bent, bent.slice(0, at % bent.length)]) {
          try {
            parse(bytes)
          } catch (error) {
            if (!(error instanceof Malformed)) throw error
          }
        }
      }
      t.pass()
    }),
    300,
  )
})

test('statuses converge to the worse, Revoked above all', (t) => {
  for (const platform of statuses) {
    for (const part of ['UpToDate', 'OutOfDate', 'Revoked'] as const) {
      const both = converge(platform, part)
      if (platform === 'Revoked' || part === 'Revoked') t.is(both, 'Revoked')
      else if (part === 'UpToDate') t.is(both, platform)
      else t.regex(both, /^(OutOfDate|TDRelaunch)/)
    }
  }
  t.is(converge('SWHardeningNeeded', 'OutOfDate'), 'OutOfDate')
  t.is(converge('ConfigurationAndSWHardeningNeeded', 'OutOfDate'), 'OutOfDateConfigurationNeeded')
})

test('dates agree with the platform’s own calendar', (t) => {
  fuzz(
    t,
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      const text = new Date(seconds * 1000).toISOString().replace('.000', '')
      t.is(isoTimeS(text), seconds)
    }),
    300,
  )
  for (const wrong of [
    '2025-02-29T00:00:00Z',
    '2025-04-31T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01 00:00:00Z',
    '',
  ]) {
    t.throws(() => isoTimeS(wrong), { instanceOf: Malformed })
  }
})

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** Views of larger buffers compare as what they show. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (part instanceof Uint8Array ? hex(part) : part)),
  )
}
