import type { CallResult, Devnet, DevnetAccount } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import {
  encodeEvidence,
  intelRootKey,
  measurementId,
  reportData,
  type Upload,
} from '@research-hub/sdk/attestation'
import {
  createTestCa,
  defaultRegisters,
  type Machine,
  type QeFields,
  type TdFields,
  type TestCa,
} from '@research-hub/sdk/attestation/testing'
import { type Calls, callsAs } from './calls.js'
import { scene } from './scene.js'
import { near, secondNs, tgas } from './units.js'

export const registryId = 'attestation.hub.near'
export const policyId = 'inference'
export const timelockS = 3_600

/** Where the chain's clock begins, in seconds; test collateral holds around it. */
export const startS = 1_760_000_000
const names = ['alice', 'bob', 'carol', 'uploader', 'guardian'] as const

export type Name = (typeof names)[number] | 'owner' | 'self'

export type AttestationContracts = {
  readonly attestation: typeof import('@research-hub/contracts/attestation/contract')
}

export type AttestationMethod = keyof Calls<AttestationContracts>['attestation']

export type AttestationFixture = {
  readonly devnet: Devnet
  readonly ca: TestCa
  readonly machine: Machine
  readonly account: (name: Name) => DevnetAccount
  readonly as: (who: Name | DevnetAccount) => Calls<AttestationContracts>
  readonly view: (method: string, args?: unknown) => Promise<unknown>
  readonly nowNs: () => bigint
  /** Moves the clock so that the next block is at or after this many seconds from now. */
  readonly wait: (seconds: number) => void
  readonly beacon: () => Promise<Uint8Array>
  readonly tick: () => Promise<void>
  readonly upload: (uploads: readonly Upload[]) => Promise<void>
  /** Evidence of a worker, right unless changed. */
  readonly evidence: (name: Name, change?: EvidenceChange) => Promise<Uint8Array>
}

export type EvidenceChange = {
  readonly machine?: Machine
  readonly policyId?: string
  /** Names the keys; the worker's name unless told. */
  readonly keys?: string
  readonly beacon?: Uint8Array
  /** What REPORTDATA binds, where it is to differ from what is sent. */
  readonly bound?: Partial<Parameters<typeof reportData>[0]>
  readonly td?: Partial<TdFields>
  readonly qe?: Partial<QeFields>
  readonly leaf?: Uint8Array
  /** Bends the finished quote. */
  readonly bend?: (quote: Uint8Array) => Uint8Array
}

export const policyRules = {
  accepted_statuses: ['UpToDate'],
  min_tcb_date_s: '0',
  tcb_grace_s: 0,
  min_evaluation_number: 0,
  // DEBUG and MIGRATABLE clear, SEPT_VE_DISABLE set.
  td_attributes_mask: '0100003000000000',
  td_attributes_value: '0000001000000000',
  xfam_mask: '0300000000000000',
  xfam_value: '0300000000000000',
  tcb_set: 'standard',
  max_validity_s: 604_800,
  max_per_machine: 4,
} as const

export const measurement = {
  mrtd: hex(defaultRegisters.mrtd),
  mr_config_id: hex(defaultRegisters.mrConfigId),
  mr_owner: hex(defaultRegisters.mrOwner),
  mr_owner_config: hex(defaultRegisters.mrOwnerConfig),
  rtmr0: hex(defaultRegisters.rtmrs[0]),
  rtmr1: hex(defaultRegisters.rtmrs[1]),
  rtmr2: hex(defaultRegisters.rtmrs[2]),
  rtmr3: hex(defaultRegisters.rtmrs[3]),
} as const

export const defaultMeasurementId = measurementId(defaultRegisters)

export type FixtureOptions = {
  readonly seed?: string
  /** Vendor root to pin; the test CA's unless told. */
  readonly rootKey?: string
  readonly genesisS?: number
  /** Pads every account name but the registry's to the longest there is. */
  readonly areNamesLong?: boolean
  /** False leaves the store without collateral, policy and measurement. */
  readonly isReady?: boolean
}

/** A devnet with the contract, a test vendor's collateral, one policy and one measurement in force. */
export async function attestationFixture(
  options: FixtureOptions = {},
): Promise<AttestationFixture> {
  const { seed = 'attestation', genesisS = startS, isReady = true, areNamesLong = false } = options
  const idOf = (name: string): string =>
    `${areNamesLong ? name.padEnd(64 - '.hub.near'.length, '0') : name}.hub.near`
  const genesisTimestampNs = BigInt(genesisS) * secondNs
  const wasm = { [registryId]: readWasm('attestation') }
  const devnet = await scene(wasm, names.map(idOf), { seed, genesisTimestampNs })
  const ca = createTestCa(seed, genesisS)
  const machine = ca.machine('one')
  const account = (name: Name): DevnetAccount => {
    const id = name === 'owner' ? 'hub.near' : name === 'self' ? registryId : idOf(name)
    const found = devnet.accounts.get(id)
    if (found === undefined) throw new Error(`no account ${id}`)
    return found
  }
  const callsOf = callsAs<AttestationContracts>(
    devnet,
    { attestation: registryId },
    { gas: 100n * tgas },
  )
  const as: AttestationFixture['as'] = (who) =>
    callsOf(typeof who === 'string' ? account(who) : who)
  const view: AttestationFixture['view'] = (method, args = {}) =>
    devnet.view(registryId, method, args)
  const beacon = async (): Promise<Uint8Array> => {
    const kept = (await view('beacons')) as readonly { readonly value: string }[]
    return new Uint8Array(Buffer.from(kept.at(-1)?.value ?? '', 'hex'))
  }
  const upload: AttestationFixture['upload'] = async (uploads) => {
    for (const { method, bytes } of uploads) await as('uploader').attestation[method](bytes)
  }
  const fixture: AttestationFixture = {
    devnet,
    ca,
    machine,
    account,
    as,
    view,
    nowNs: () => devnet.chain.head().header.timestampNs,
    wait: (seconds) => devnet.advanceTime(BigInt(seconds) * secondNs),
    beacon,
    tick: async () => {
      devnet.advanceTime(600n * secondNs)
      await as('bob').attestation.tick()
    },
    upload,
    evidence: async (name, change = {}) => {
      const used = change.machine ?? machine
      const keys = keysOf(change.keys ?? name)
      const policy = change.policyId ?? policyId
      const binding = {
        chainId: seed,
        registryId,
        workerId: account(name).accountId,
        policyId: policy,
        ...keys,
        ...change.bound,
      }
      const data = reportData(binding, change.beacon ?? (await beacon()))
      const quote = ca.quote(used, { reportData: data, ...change.td }, change.qe)
      return encodeEvidence({
        ...keys,
        policyId: policy,
        pckLeaf: change.leaf ?? used.pckLeaf,
        quote: change.bend?.(quote) ?? quote,
      })
    },
  }
  await as('self').attestation.init({
    owner_id: 'hub.near',
    guardian_id: idOf('guardian'),
    root_key: options.rootKey ?? ca.rootKey,
    timelock_s: timelockS,
    ...(options.rootKey === intelRootKey ? {} : { test_root: true }),
  })
  for (const name of [...names, 'owner'] as const) {
    await as(name).attestation.storage_deposit({}, near)
  }
  if (!isReady) return fixture
  await upload(ca.uploads())
  const { propose_policy, propose_measurement } = as('owner').attestation
  await propose_policy({ policy_id: policyId, ...policyRules })
  await propose_measurement({
    policy_id: policyId,
    measurement,
    source: 'https://example.com/build',
  })
  fixture.wait(timelockS)
  await fixture.tick()
  return fixture
}

/** Both keys of a worker, from a name. */
export function keysOf(name: string): {
  readonly signingKey: Uint8Array
  readonly encryptionKey: Uint8Array
} {
  const bytes = (fill: number): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, i) => (name.charCodeAt(i % name.length) + fill + i) & 255)
  return { signingKey: bytes(1), encryptionKey: bytes(2) }
}

export type RegisterAnswer = {
  readonly ok: boolean
  readonly code?: string
  readonly detail?: string
  readonly verifications?: number
  readonly quote_hash?: string
  readonly expires_at_ns?: string
}

/** The JSON a call returned; throws its failure. */
export function answer(result: CallResult): RegisterAnswer {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return JSON.parse(Buffer.from(result.value ?? []).toString() || 'null') as RegisterAnswer
}

/** The contract's whole storage, as hex: to see that nothing changed. */
export function recordsOf({ devnet }: AttestationFixture): readonly string[] {
  const state = devnet.chain.state({ kind: 'head' })
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return Array.from(
    state?.records(registryId, new Uint8Array(0)) ?? [],
    ({ key, value }) => `${text(key)}=${text(value)}`,
  )
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
