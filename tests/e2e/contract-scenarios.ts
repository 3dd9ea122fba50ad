/** One short story a contract: deployed, set up, one thing done, one refused; the same on any chain. */
import {
  competitionMethods,
  type competitionValues,
  decodeValue,
  type ErrorCode,
  type HubClient,
  isHubError,
  isKnownEvent,
} from '@research-hub/sdk'
import { encodeEvidence, reportData } from '@research-hub/sdk/attestation'
import { createTestCa, defaultRegisters } from '@research-hub/sdk/attestation/testing'
import { fromHex, toHex } from '@research-hub/sdk/payments'
import type { ExecutionContext } from 'ava'
import { policyRules } from '../support/attestation-fixture.js'
import { baseConfig } from '../support/competition-fixture.js'
import { tiers } from '../support/ladder-fixture.js'
import { near, tgas } from '../support/units.js'

const setUpGas = 100n * tgas

export type Cast = {
  /** Signs as the contract's own account, which is also owner and guardian. */
  readonly contract: HubClient
  readonly ann: HubClient
  readonly eve: HubClient
}

export const stories = { competition, ladder, licensing, attestation }

/** By the contract's own account, which `init` is for. */
async function setUp(contract: HubClient, args: unknown): Promise<void> {
  const call = { methodName: 'init', args, gas: setUpGas, depositYocto: 0n }
  await contract.send(idOf(contract), [call])
}

async function competition(t: ExecutionContext, { contract, ann, eve }: Cast): Promise<void> {
  const self = idOf(contract)
  await setUp(contract, {
    owner_id: self,
    guardian_id: self,
    ladder_id: idOf(eve),
    licensing_id: 'licensing.near',
    tiers: 3,
  })
  for (const hub of [contract, ann]) {
    await hub.competition.storageDeposit({ depositYocto: 2n * near })
  }
  const { args: shape } = competitionMethods.createSeries
  if (shape === undefined || shape === 'bytes') throw new Error('createSeries takes an object')
  const config = { ...baseConfig, prize: String(near), resource_credits: '0' }
  const series = decodeValue(shape, { config, period_s: 2_592_000 })
  const created = await contract.competition.createSeries(
    series as competitionValues.CreateSeriesArgs,
  )
  const { returned: cid } = await ann.competition.roll({ seriesId: BigInt(created.returned) })
  await ann.competition.fund({ cid: BigInt(cid), depositYocto: near })
  const { events } = await ann.competition.apply({ cid: BigInt(cid), depositYocto: near })
  t.true(events.length > 0 && events.every((event) => isKnownEvent(event)))
  const entered = await eve.competition.competition({ cid: BigInt(cid) })
  t.like(entered, { phase: 'registration', entries: 1, prizeEscrow: near })
  const again = ann.competition.apply({ cid: BigInt(cid), depositYocto: near })
  await refused(t, 'ERR_ENTRY_EXISTS', again)
}

async function ladder(t: ExecutionContext, { contract, ann, eve }: Cast): Promise<void> {
  const self = idOf(contract)
  await setUp(contract, {
    owner_id: self,
    guardian_id: self,
    competition_id: idOf(eve),
    licensing_id: 'licensing.near',
    tiers,
    season_s: 2_592_000,
    standing_s: 432_000,
    offer_s: 259_200,
    veto_s: 172_800,
  })
  for (const hub of [contract, ann]) await hub.ladder.storageDeposit({ depositYocto: near })
  const dayNs = 86_400_000_000_000n
  const nowNs = BigInt(Date.now()) * 1_000_000n
  const { returned: poolId } = await contract.ladder.createPool({
    tier: 1,
    token: 'NEAR',
    managerId: self,
    goal: 5n * near,
    deadlineNs: nowNs + 10n * dayNs,
    stages: [{ limit: 5n * near, deadlineNs: nowNs + 20n * dayNs }],
  })
  const pool = { poolId: BigInt(poolId) }
  await ann.ladder.contribute({ ...pool, depositYocto: 2n * near })
  t.like(await eve.ladder.pool(pool), { phase: 'raising', raised: 2n * near, managerId: self })
  t.true((await eve.ladder.solvency({ token: 'NEAR' })).solvent)
  const unregistered = eve.ladder.contribute({ ...pool, depositYocto: near })
  await refused(t, 'ERR_NOT_REGISTERED', unregistered)
}

async function licensing(t: ExecutionContext, { contract, ann, eve }: Cast): Promise<void> {
  const self = idOf(contract)
  await setUp(contract, {
    owner_id: self,
    guardian_id: self,
    treasury_id: idOf(eve),
    channels_id: 'channels.near',
    competition_id: 'competition.near',
    ladder_id: 'ladder.near',
    fee_ppm: 20_000,
    pool_ppm: 100_000,
  })
  await ann.licensing.storageDeposit({ depositYocto: near })
  const roots = { artifactRoot: '11'.repeat(32), manifestRoot: '22'.repeat(32) }
  const { returned } = await ann.licensing.registerAsset({ kind: 'model', ...roots })
  const assetId = BigInt(returned)
  await ann.licensing.seal({ assetId })
  t.like(await eve.licensing.asset({ assetId }), { ownerId: idOf(ann), ...roots })
  await refused(t, 'ERR_NOT_OWNER', eve.licensing.setFees({ feePpm: 1, poolPpm: 1 }))
}

async function attestation(t: ExecutionContext, { contract, ann, eve }: Cast): Promise<void> {
  const self = idOf(contract)
  const ca = createTestCa('e2e', Math.floor(Date.now() / 1000))
  await setUp(contract, {
    owner_id: self,
    guardian_id: self,
    root_key: ca.rootKey,
    timelock_s: 3_600,
    test_root: true,
  })
  for (const hub of [contract, ann]) await hub.attestation.storageDeposit({ depositYocto: near })
  const policy = {
    policyId: 'inference',
    acceptedStatuses: [...policyRules.accepted_statuses],
    minTcbDateS: 0n,
    tcbGraceS: policyRules.tcb_grace_s,
    minEvaluationNumber: policyRules.min_evaluation_number,
    tdAttributesMask: policyRules.td_attributes_mask,
    tdAttributesValue: policyRules.td_attributes_value,
    xfamMask: policyRules.xfam_mask,
    xfamValue: policyRules.xfam_value,
    tcbSet: policyRules.tcb_set,
    maxValidityS: policyRules.max_validity_s,
    maxPerMachine: policyRules.max_per_machine,
  }
  await contract.attestation.proposePolicy(policy)
  const proposed = await ann.attestation.policy({ policyId: 'inference' })
  t.like(proposed, { rules: null, workers: 0 })
  t.is(proposed?.next?.maxValidityS, policyRules.max_validity_s)
  await refused(t, 'ERR_NOT_OWNER', eve.attestation.proposePolicy(policy))
  const { policyId } = policy
  await contract.attestation.proposeMeasurement({ policyId, measurement, source: 'e2e' })
  const gas = 100_000_000_000_000n
  for (const { method, bytes } of ca.uploads()) {
    await contract.send(self, [{ methodName: method, args: bytes, gas, depositYocto: 0n }])
  }
  await passTime(contract, 3_700)
  await eve.attestation.tick()
  const workerId = idOf(ann)
  const { chainId } = await eve.attestation.params()
  const [beacon] = (await eve.attestation.beacons()).slice(-1)
  const keys = { signingKey: new Uint8Array(32).fill(7), encryptionKey: new Uint8Array(32).fill(8) }
  const binding = { chainId, registryId: self, workerId, policyId, ...keys }
  const machine = ca.machine('one')
  const quote = ca.quote(machine, {
    reportData: reportData(binding, fromHex(beacon?.value ?? '')),
  })
  const evidence = { ...keys, policyId, pckLeaf: machine.pckLeaf, quote }
  const registered = await ann.attestation.register(encodeEvidence(evidence))
  t.like(registered.returned, { ok: true, workerId, status: 'UpToDate', verifications: 3 })
  t.true(await eve.attestation.isValid({ workerId, policyId }))
  t.deepEqual(await eve.attestation.explain({ workerId }), [])
  await refused(t, 'ERR_WORKER_PASSES', eve.attestation.invalidate({ workerId }))
  await passTime(contract, policyRules.max_validity_s)
  t.false(await eve.attestation.isValid({ workerId, policyId }))
  t.like(await eve.attestation.explain({ workerId }), { 0: { code: 'WORKER_EXPIRED' } })
  await eve.attestation.invalidate({ workerId })
  t.like(await eve.attestation.worker({ workerId }), { endReason: 'WORKER_EXPIRED' })
}

/** In what both kinds of test chain understand: blocks that nobody makes, a second each. */
async function passTime(hub: HubClient, seconds: number): Promise<void> {
  await hub.transport.request('sandbox_fast_forward', { delta_height: seconds })
}

const { mrtd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs } = defaultRegisters
const measurement = {
  mrtd: toHex(mrtd),
  mrConfigId: toHex(mrConfigId),
  mrOwner: toHex(mrOwner),
  mrOwnerConfig: toHex(mrOwnerConfig),
  rtmr0: toHex(rtmrs[0]),
  rtmr1: toHex(rtmrs[1]),
  rtmr2: toHex(rtmrs[2]),
  rtmr3: toHex(rtmrs[3]),
}

function idOf(hub: HubClient): string {
  return hub.account?.accountId ?? ''
}

async function refused(
  t: ExecutionContext,
  code: ErrorCode,
  calling: Promise<unknown>,
): Promise<void> {
  const error = await t.throwsAsync(calling)
  t.true(isHubError(error, code), error?.message)
}
