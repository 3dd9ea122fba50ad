import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  defaultMeasurementId,
  keysOf,
  measurement,
  policyId,
  recordsOf,
  registryId,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { fuzzAsync } from '../../support/fuzz.js'

const workers = ['alice', 'bob', 'carol'] as const
type WorkerName = (typeof workers)[number]
type Step =
  | {
      readonly kind: 'register' | 'renew'
      readonly by: WorkerName
      readonly of: WorkerName
      readonly isFresh: boolean
    }
  | {
      readonly kind: 'replay' | 'revoke' | 'invalidate' | 'forget'
      readonly by: WorkerName
      readonly of: WorkerName
    }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'deny' | 'allow' | 'remove' | 'propose' | 'refresh' }

const who = fc.constantFrom(...workers)
/** Mostly a worker with its own evidence, sometimes one with another's. */
const pair = fc.oneof(
  { weight: 5, arbitrary: who.map((name) => ({ by: name, of: name })) },
  { weight: 1, arbitrary: fc.record({ by: who, of: who }) },
)
const isFresh = fc.constantFrom(true, true, true, true, false)
const attesting = fc.constantFrom('register' as const, 'register' as const, 'renew' as const)
const ending = fc.constantFrom(
  'replay' as const,
  'replay' as const,
  'revoke' as const,
  'invalidate' as const,
  'forget' as const,
)
const governing = fc.constantFrom(
  'deny' as const,
  'allow' as const,
  'allow' as const,
  'remove' as const,
  'propose' as const,
  'propose' as const,
  'refresh' as const,
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(attesting, pair, isFresh)
      .map(([kind, names, fresh]) => ({ kind, ...names, isFresh: fresh })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(ending, fc.record({ by: who, of: who }))
      .map(([kind, names]) => ({ kind, ...names })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.constantFrom(1, 30, 170),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: governing }) },
)

type WorkerRecord = {
  readonly expires_at_ns: string
  readonly ended_at_ns: string
  readonly quote_hash: string
}

test('INV-401 INV-402 INV-406 INV-407 INV-414 hold after every step of any interleaving, and the past stays what it was', async (t) => {
  const f = await attestationFixture({ seed: 'interleavings' })
  const fresh = f.devnet.snapshot()
  const denied = { machine_id: '' }
  let registered = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 22 }), async (steps) => {
      f.devnet.revert(fresh)
      const used = new Set<string>()
      const last = new Map<WorkerName, Uint8Array>()
      let refreshes = 0
      const seen: Moment[] = []
      for (const one of steps) {
        if (one.kind === 'register' || one.kind === 'renew') {
          if (one.isFresh) await f.tick()
          // Evidence of one worker in the hands of any.
          const machine = f.ca.machine(one.of)
          const evidence = await f.evidence(one.of, { machine })
          const before = await recordsOfOthers(f, one.by)
          const done = await attempt(f.as(one.by).attestation[one.kind](evidence))
          const found = done.ok ? answer(done) : undefined
          if (found?.ok === true) {
            t.is(one.by, one.of)
            t.false(used.has(found.quote_hash ?? ''), 'a quote twice')
            used.add(found.quote_hash ?? '')
            last.set(one.by, evidence)
            registered++
          }
          t.deepEqual(await recordsOfOthers(f, one.by), before)
        } else if (one.kind === 'replay') {
          const evidence = last.get(one.of)
          if (evidence === undefined) continue
          const before = recordsOf(f)
          for (const method of ['register', 'renew'] as const) {
            const done = await attempt(f.as(one.by).attestation[method](evidence))
            t.false(done.ok && answer(done).ok, 'a replay passed')
          }
          t.deepEqual(recordsOf(f), before)
        } else if (one.kind === 'revoke') {
          await attempt(
            f.as(one.by).attestation.revoke({ worker_id: `${one.of}.hub.near`, reason: 'x' }),
          )
        } else if (one.kind === 'invalidate' || one.kind === 'forget') {
          const worker_id = `${one.of}.hub.near`
          const done = await attempt(f.as(one.by).attestation[one.kind]({ worker_id }))
          // What is forgotten has no past.
          if (one.kind === 'forget' && done.ok) {
            for (const moment of seen) if (moment.worker_id === worker_id) moment.isForgotten = true
          }
        } else if (one.kind === 'wait') {
          f.wait(one.hours * 3_600)
          f.devnet.produceBlocks(1)
        } else if (one.kind === 'deny') {
          denied.machine_id = await machineOf(f, 'alice')
          await attempt(f.as('guardian').attestation.deny_machine({ ...denied, reason: 'x' }))
        } else if (one.kind === 'allow')
          await attempt(f.as('owner').attestation.allow_machine(denied))
        else if (one.kind === 'remove') {
          const key = { policy_id: policyId, measurement_id: defaultMeasurementId }
          await attempt(f.as('guardian').attestation.remove_measurement(key))
        } else if (one.kind === 'propose') {
          await attempt(
            f.as('owner').attestation.propose_measurement({
              policy_id: policyId,
              measurement,
              source: '',
            }),
          )
          f.wait(timelockS)
        } else {
          refreshes++
          const dates = { issuedS: startS + refreshes, nextS: startS + 25 * 86_400 }
          await attempt(
            f
              .as(refreshes % 2 === 0 ? 'bob' : 'uploader')
              .attestation.upsert_tcb_info(f.ca.tcbInfo(dates)),
          )
        }
        await checkInvariants(t, f, seen)
      }
      await checkPast(t, f, seen)
    }),
    12,
  )
  t.log(`${registered} registrations passed`)
  t.true(registered > 30)
})

async function machineOf(f: AttestationFixture, name: WorkerName): Promise<string> {
  const record = (await f.view('worker', { worker_id: `${name}.hub.near` })) as {
    readonly machine_id: string
  } | null
  return record?.machine_id ?? '22'.repeat(32)
}

async function recordsOfOthers(
  f: AttestationFixture,
  but: WorkerName,
): Promise<readonly unknown[]> {
  const others = workers.filter((name) => name !== but)
  return Promise.all(others.map((name) => recordOf(f, name)))
}

const recordOf = async (f: AttestationFixture, name: WorkerName): Promise<WorkerRecord | null> =>
  (await f.view('worker', { worker_id: `${name}.hub.near` })) as WorkerRecord | null

/** What `is_valid` said at a time. */
type Moment = {
  readonly worker_id: string
  readonly key: string
  readonly ts_ns: string
  readonly isValid: unknown
  isForgotten: boolean
}

/** Every moment is remembered as it was seen, whatever was decided since. */
async function checkPast(
  t: ExecutionContext,
  f: AttestationFixture,
  seen: readonly Moment[],
): Promise<void> {
  for (const { worker_id, key, ts_ns, isValid, isForgotten } of seen) {
    const wanted = isForgotten ? false : isValid
    t.is(await f.view('was_valid_at', { worker_id, key, ts_ns }), wanted, `${worker_id} ${ts_ns}`)
  }
}

async function checkInvariants(
  t: ExecutionContext,
  f: AttestationFixture,
  seen: Moment[],
): Promise<void> {
  const now = f.nowNs()
  const listed: string[] = []
  for (const name of workers) {
    const id = `${name}.hub.near`
    const record = await recordOf(f, name)
    if (record === null) continue
    const isValid = await f.view('is_valid', { worker_id: id, policy_id: policyId })
    const failed = (await f.view('explain', { worker_id: id })) as readonly unknown[]
    t.is(isValid, failed.length === 0)
    const isOver = record.ended_at_ns !== '0' || BigInt(record.expires_at_ns) <= now
    if (isOver) t.is(isValid, false)
    const key = Buffer.from(keysOf(name).encryptionKey).toString('hex')
    const keyed = { worker_id: id, key }
    seen.push({ ...keyed, ts_ns: `${now}`, isValid, isForgotten: false })
    t.is(await f.view('was_valid_at', { ...keyed, ts_ns: `${now}` }), isValid)
    if (record.ended_at_ns === '0') listed.push(id)
  }
  const page = (await f.view('workers_by_policy', { policy_id: policyId })) as {
    readonly total: number
    readonly worker_ids: readonly string[]
  }
  t.deepEqual([...page.worker_ids].sort(), listed)
  t.is(page.total, listed.length)
  await checkStorage(t, f)
}

/** What accounts are charged for is what their records take. */
async function checkStorage(t: ExecutionContext, f: AttestationFixture): Promise<void> {
  await requireExactBooks(t, f.devnet, registryId)
  // Prefixes of records that name their payer, and the chain record, whose parts do.
  const paid = recordsOf(f).filter((record) =>
    /^(77|7a|78|6c|70|50|6d|64|66|71|72|52|63|73|68)3a/.test(record),
  )
  const bytes = paid.reduce((sum, record) => sum + (record.length - 1) / 2 + 40, 0)
  const charged = await chargedBytes(f)
  // The chain record's parts are charged with a share of its key and overhead each.
  t.true(charged >= bytes && charged - bytes <= 5 * 48, `${charged} charged, ${bytes} held`)
}

async function chargedBytes(f: AttestationFixture): Promise<number> {
  let sum = 0
  const { min } = (await f.view('storage_balance_bounds')) as { readonly min: string }
  for (const name of [...workers, 'uploader', 'guardian', 'owner'] as const) {
    const { total, available } = (await f.view('storage_balance_of', {
      account_id: f.account(name).accountId,
    })) as { readonly total: string; readonly available: string }
    sum += Number((BigInt(total) - BigInt(available) - BigInt(min)) / 10n ** 19n)
  }
  return sum
}
