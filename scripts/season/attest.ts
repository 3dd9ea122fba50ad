import { randomBytes } from 'node:crypto'
import { encodeEvidence, measurementId, reportData } from '@research-hub/sdk/attestation'
import { createTestCa, defaultRegisters } from '@research-hub/sdk/attestation/testing'
import { fromHex, toHex } from '@research-hub/sdk/payments'
import type { World } from './world.js'

const caSeed = 'season'
const policyId = 'inference'
const timelockS = 3600
const secondNs = 1_000_000_000n
const gas = 100_000_000_000_000n

const rules = {
  acceptedStatuses: ['UpToDate'],
  minTcbDateS: 0n,
  tcbGraceS: 0,
  minEvaluationNumber: 0,
  // DEBUG and MIGRATABLE clear, SEPT_VE_DISABLE set.
  tdAttributesMask: '0100003000000000',
  tdAttributesValue: '0000001000000000',
  xfamMask: '0300000000000000',
  xfamValue: '0300000000000000',
  tcbSet: 'standard',
  maxValidityS: 604_800,
  maxPerMachine: 1,
} as const

/** The registry believes a test vendor here; its root key is fixed at set-up. */
export function attestationInit(): Readonly<Record<string, unknown>> {
  return { root_key: createTestCa(caSeed, 0).rootKey, timelock_s: timelockS, test_root: true }
}

export type AttestedWorker = { readonly measurementId: string; readonly isValid: boolean }

/** Collateral, a policy and a measurement that all can see for the time lock, then the worker's evidence. */
export async function attestWorker(world: World): Promise<AttestedWorker> {
  const organiser = world.hub('organiser')
  const worker = world.hub('worker')
  const registryId = world.ids.attestation
  const ca = createTestCa(caSeed, Number(world.nowNs() / secondNs))
  const machine = ca.machine('worker')
  for (const { method, bytes } of ca.uploads()) {
    const call = { methodName: method, args: bytes, gas, depositYocto: 0n }
    await organiser.send(registryId, [call])
  }
  await organiser.attestation.proposePolicy({ policyId, ...rules })
  const { mrtd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs } = defaultRegisters
  await organiser.attestation.proposeMeasurement({
    policyId,
    measurement: {
      mrtd: toHex(mrtd),
      mrConfigId: toHex(mrConfigId),
      mrOwner: toHex(mrOwner),
      mrOwnerConfig: toHex(mrOwnerConfig),
      rtmr0: toHex(rtmrs[0]),
      rtmr1: toHex(rtmrs[1]),
      rtmr2: toHex(rtmrs[2]),
      rtmr3: toHex(rtmrs[3]),
    },
    source: 'the season of the demo',
  })
  world.travelTo(world.nowNs() + BigInt(timelockS) * secondNs)
  await organiser.attestation.tick()
  const beacons = await organiser.attestation.beacons()
  const beacon = fromHex(beacons.at(-1)?.value ?? '')

  const workerId = world.id('worker')
  const keys = {
    signingKey: new Uint8Array(randomBytes(32)),
    encryptionKey: new Uint8Array(randomBytes(32)),
  }
  const binding = { chainId: world.chainId, registryId, workerId, policyId, ...keys }
  const quote = ca.quote(machine, { reportData: reportData(binding, beacon) })
  const evidence = encodeEvidence({ ...keys, policyId, pckLeaf: machine.pckLeaf, quote })
  const call = { methodName: 'register', args: evidence, gas, depositYocto: 0n }
  const { value } = await worker.send(registryId, [call])
  if ((value as { readonly ok: boolean }).ok !== true) throw new Error(JSON.stringify(value))
  const isValid = await organiser.attestation.isValid({ workerId, policyId })
  return { measurementId: measurementId(defaultRegisters), isValid }
}
