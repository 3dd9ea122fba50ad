import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCertificate } from '@research-hub/contracts/attestation/rules/certificate'
import { listsSerial, parseCrl } from '@research-hub/contracts/attestation/rules/crl'
import {
  packQeIdentity,
  packTcbInfo,
} from '@research-hub/contracts/attestation/rules/pack-documents'
import { parsePckExtension } from '@research-hub/contracts/attestation/rules/pck-extension'
import { appraise, checkModule } from '@research-hub/contracts/attestation/rules/platform-level'
import { parseQeIdentity } from '@research-hub/contracts/attestation/rules/qe-identity'
import { parseQuote, type Quote } from '@research-hub/contracts/attestation/rules/quote'
import { checkQeIdentity, isvSvnOf } from '@research-hub/contracts/attestation/rules/quote-checks'
import { Rejection } from '@research-hub/contracts/attestation/rules/reject'
import { parseTcbInfo } from '@research-hub/contracts/attestation/rules/tcb-info'
import {
  checkTdRules,
  teeTcbSvn2Of,
  teeTcbSvnOf,
} from '@research-hub/contracts/attestation/rules/td-report'
import {
  type CollateralBundle,
  encodeEvidence,
  intelRootKey,
  pemCertificates,
  splitCollateral,
} from '@research-hub/sdk/attestation'
import test from 'ava'
import '../../support/attestation-natives.js'
import { attestationFixture, keysOf } from '../../support/attestation-fixture.js'
import { samplesFolder } from '../../support/samples.js'

type Intel = {
  readonly error?: string
  readonly status?: string
  readonly platform?: string
  readonly module?: string | null
  readonly qe?: string
  readonly tcb_date?: string
  readonly advisories?: readonly string[]
  readonly debug?: boolean
  readonly sept_ve_disable?: boolean
}
type Expected = {
  readonly quotes: readonly {
    readonly file: string
    readonly tee: string
    readonly version: number
    readonly signed_sha256: string
    readonly pck: {
      readonly fmspc: string
      readonly ppid: string
      readonly svns: readonly number[]
    }
    readonly results: readonly {
      readonly collateral: string
      readonly at: string
      readonly intel_rules: Intel
    }[]
  }[]
}

const samples = samplesFolder()
const expected =
  samples === undefined
    ? undefined
    : (JSON.parse(readFileSync(join(samples, 'expected-dcap.json'), 'utf8')) as Expected)

type Case = {
  readonly name: string
  readonly quote: Uint8Array
  readonly leaf: Uint8Array
  readonly atS: number
  readonly bundle: CollateralBundle
  readonly intel: Intel
  readonly tee: string
  readonly version: number
}

/** Every pair of quote and collateral whose files are here. */
function cases(): readonly Case[] {
  const path = samples
  if (path === undefined || expected === undefined) return []
  return expected.quotes.flatMap(({ file, results, tee, version }) => {
    if (!existsSync(join(path, file))) return []
    const quote = new Uint8Array(readFileSync(join(path, file)))
    const pem = Buffer.from(parseQuote(quote).certification).toString()
    const [leaf] = pemCertificates(pem)
    if (leaf === undefined) return []
    return results.flatMap(({ collateral, at, intel_rules: intel }) => {
      const set = join(path, 'dcap', 'collateral', `${collateral}.json`)
      if (!existsSync(set)) return []
      const bundle = JSON.parse(readFileSync(set, 'utf8')) as CollateralBundle
      const atS = Date.parse(at) / 1000
      return [{ name: `${file} @ ${collateral}`, quote, leaf, atS, bundle, intel, tee, version }]
    })
  })
}

/** The result of the pure rules, hard rules apart. */
function judge({ quote: bytes, leaf: der, bundle, atS, tee }: Case): Intel {
  const quote = parseQuote(bytes)
  const leaf = parseCertificate(der)
  if (atS < leaf.notBeforeS || atS > leaf.notAfterS) return { error: 'cert expired' }
  const pck = parsePckExtension(leaf.sgxExtension ?? new Uint8Array(0))
  const crl = parseCrl(Uint8Array.from(Buffer.from(bundle.pck_crl, 'hex')))
  if (listsSerial(crl.serials, leaf.serial)) return { error: 'revoked' }
  const info = packTcbInfo(parseTcbInfo(bundle.tcb_info))
  const identity = packQeIdentity(parseQeIdentity(bundle.qe_identity))
  const isTdx = tee === 'TDX'
  try {
    checkQeIdentity(quote.qeReport, identity)
    if (isTdx) checkModule(quote, info)
    const found = appraise(
      {
        fmspc: pck.fmspc,
        pceId: pck.pceId,
        sgxSvns: pck.svns,
        pceSvn: pck.pceSvn,
        teeTcbSvn: isTdx ? teeTcbSvnOf(quote) : undefined,
        teeTcbSvn2: isTdx ? teeTcbSvn2Of(quote) : undefined,
        qeIsvSvn: isvSvnOf(quote.qeReport),
      },
      info,
      identity,
    )
    return {
      status: found.status,
      platform: found.platform,
      module: found.module ?? null,
      qe: found.qe,
      tcb_date: new Date(found.platformDateS * 1000).toISOString().replace('.000', ''),
      advisories: found.advisories(),
    }
  } catch (error) {
    if (error instanceof Rejection && error.code === 'TCB_NOT_SUPPORTED') {
      return { error: 'no tcb level' }
    }
    throw error
  }
}

test('real quotes: the pure rules give what the independent strict checker gave', (t) => {
  const all = cases()
  t.log(samples === undefined ? 'SKIPPED: the samples are not here' : `${all.length} pairs`)
  for (const found of all) {
    const { error, debug, sept_ve_disable, ...rest } = found.intel
    const wanted = error === undefined ? pick(rest) : { error: error.split(':')[0] }
    const actual = judge(found)
    t.deepEqual(
      actual.error === undefined
        ? actual
        : { error: actual.error === 'cert expired' ? 'cert expired/not yet valid' : actual.error },
      wanted,
      found.name,
    )
  }
  t.pass()
})

function pick(rest: Intel): Intel {
  const { status, platform, module, qe, tcb_date, advisories } = rest
  return { status, platform, module: module ?? null, qe, tcb_date, advisories } as Intel
}

test('real quotes: files, signed parts and PCK facts are as described', (t) => {
  for (const { file, signed_sha256, pck } of expected?.quotes ?? []) {
    const path = join(samples ?? '', file)
    if (!existsSync(path)) continue
    const quote = parseQuote(new Uint8Array(readFileSync(path)))
    t.is(createHash('sha256').update(quote.signed).digest('hex'), signed_sha256)
    const [leaf] = pemCertificates(Buffer.from(quote.certification).toString())
    const facts = parsePckExtension(
      parseCertificate(leaf ?? new Uint8Array(0)).sgxExtension ?? new Uint8Array(0),
    )
    t.is(Buffer.from(facts.ppid).toString('hex'), pck.ppid)
    t.is(Buffer.from(facts.fmspc).toString('hex').toUpperCase(), pck.fmspc)
    t.deepEqual([...facts.svns], pck.svns)
  }
  t.pass()
})

test('real quotes: the contract, with Intel as its root, judges each TDX quote the same', async (t) => {
  const all = cases().filter(({ tee }) => tee === 'TDX')
  t.log(samples === undefined ? 'SKIPPED: the samples are not here' : `${all.length} pairs`)
  for (const [key, group] of groups(all)) {
    const [first] = group
    if (first === undefined) continue
    const f = await attestationFixture({
      seed: `samples ${key}`,
      rootKey: intelRootKey,
      genesisS: first.atS,
      isReady: false,
    })
    await f.upload(splitCollateral(first.bundle))
    for (const { name, quote, leaf, intel } of group) {
      const evidence = encodeEvidence({ ...keysOf('x'), policyId: 'any', pckLeaf: leaf, quote })
      const found = (await f.view('check_quote', evidence)) as Readonly<Record<string, unknown>>
      const broken = hardRule(parseQuote(quote))
      if (broken !== undefined) t.is(found.code, broken, name)
      else if (intel.error?.startsWith('no tcb level')) t.is(found.code, 'TCB_NOT_SUPPORTED', name)
      else if (intel.error !== undefined) t.is(found.code, 'PCK_DATES', name)
      else {
        t.is(found.status, intel.status, `${name} ${JSON.stringify(found)}`)
        t.is(found.platform, intel.platform, name)
        t.is(found.module, intel.module ?? null, name)
        t.deepEqual(found.advisories, intel.advisories, name)
      }
      if (intel.debug === true) t.is(found.code, 'QUOTE_DEBUG', name)
    }
  }
  t.pass()
})

function hardRule(quote: Quote): string | undefined {
  try {
    checkTdRules(quote)
    return undefined
  } catch (error) {
    return error instanceof Rejection ? error.code : String(error)
  }
}

function groups(all: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
  const found = new Map<string, Case[]>()
  for (const one of all) {
    const key = one.name.split(' @ ')[1] ?? ''
    found.set(key, [...(found.get(key) ?? []), one])
  }
  return found
}
