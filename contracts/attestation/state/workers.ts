/** One record a worker, all its facts in it, so that it can be judged again without its evidence. */
import { recordPack, recordUnpack } from '@research-hub/compiler/host'
import { joinBytes } from '../../common/bytes.js'
import { pack, unpack } from '../../common/record.js'
import { loadPaid, paidBytes, removePaid, replacePaid } from '../paid.js'
import { statuses, type TcbStatus } from '../rules/status.js'
import type { Role } from './chain.js'

/** What the evidence said of platform and TD. */
export type Facts = {
  readonly ca: Exclude<Role, 'signer'>
  readonly fmspc: Uint8Array
  readonly pceId: Uint8Array
  readonly serial: Uint8Array
  readonly sgxSvns: Uint8Array
  readonly pceSvn: number
  readonly pckNotAfterS: number
  readonly machineId: Uint8Array
  /** SHA-256 of the key that signed the PCK certificate. */
  readonly issuerKeyHash: Uint8Array
  /** SHA-256 of the PCK certificate. */
  readonly leafHash: Uint8Array
  /** SHA-256 of QE report, attestation key and QE data: checked once for all. */
  readonly qeHash: Uint8Array
  readonly qeIsvSvn: number
  readonly teeTcbSvn: Uint8Array
  readonly teeTcbSvn2: Uint8Array | undefined
  readonly tdAttributes: Uint8Array
  readonly xfam: Uint8Array
  readonly measurementId: Uint8Array
  readonly quoteHash: Uint8Array
}

export type Span = {
  readonly fromNs: bigint
  readonly untilNs: bigint
  readonly policyId: string
  readonly quoteHash: Uint8Array
}

export type Worker = {
  readonly policyId: string
  readonly signingKey: Uint8Array
  readonly encryptionKey: Uint8Array
  readonly gpuEvidenceHash: Uint8Array
  readonly facts: Facts
  readonly status: TcbStatus
  readonly beaconNumber: bigint
  readonly attestedAtNs: bigint
  readonly expiresAtNs: bigint
  /** Place in the policy's list, while it lives. */
  readonly place: number
  /** 0 while it lives. */
  readonly endedAtNs: bigint
  readonly endReason: string
  /** Oldest first. */
  readonly spans: readonly Span[]
}

/** A worker as read, with the length of its record. */
export type StoredWorker = Worker & { readonly storedLength: number }

const version = 1
/**
 * Version, policy; keys and GPU hash; machine, PCK issuer, leaf, QE, measurement and quote; SVNs, second SVN and
 * bits, serial and platform; PCESVN, flags, PCK end, QE SVN, status; beacon, times, place, end, reason; spans.
 */
const layout = '1shhhhhhhhhhhh2142188848s1'
const spanLayout = '88sh'
const cas = ['platform', 'processor'] as const

export function loadWorker(workerId: string): StoredWorker | undefined {
  const record = loadPaid(keyOf(workerId))
  if (record === undefined) return undefined
  return { ...unpackWorker(record.body), storedLength: record.body.length }
}

export function saveWorker(
  workerId: string,
  before: StoredWorker | undefined,
  worker: Worker,
): void {
  const known =
    before === undefined ? undefined : { payerId: workerId, length: before.storedLength }
  replacePaid(keyOf(workerId), known, { payerId: workerId, body: packWorker(worker) })
}

export function removeWorker(workerId: string): void {
  removePaid(keyOf(workerId))
}

export function workerBytes(workerId: string, { storedLength }: StoredWorker): bigint {
  return paidBytes(keyOf(workerId), workerId, storedLength)
}

function packWorker(worker: Worker): Uint8Array {
  const { facts, spans } = worker
  const platform = joinBytes([facts.serial, facts.fmspc, facts.pceId, new Uint8Array(4)])
  const head = pack(layout, [
    version,
    worker.policyId,
    worker.signingKey,
    worker.encryptionKey,
    worker.gpuEvidenceHash,
    facts.machineId,
    facts.issuerKeyHash,
    facts.leafHash,
    facts.qeHash,
    facts.measurementId,
    facts.quoteHash,
    joinBytes([facts.sgxSvns, facts.teeTcbSvn]),
    joinBytes([facts.teeTcbSvn2 ?? new Uint8Array(16), facts.tdAttributes, facts.xfam]),
    platform,
    facts.pceSvn,
    (facts.teeTcbSvn2 === undefined ? 0 : 2) + cas.indexOf(facts.ca),
    facts.pckNotAfterS,
    facts.qeIsvSvn,
    statuses.indexOf(worker.status),
    worker.beaconNumber,
    worker.attestedAtNs,
    worker.expiresAtNs,
    worker.place,
    worker.endedAtNs,
    worker.endReason,
    spans.length,
  ])
  const tail = recordPack(
    spanLayout.repeat(spans.length),
    spans.flatMap((span) => [span.fromNs, span.untilNs, span.policyId, span.quoteHash]),
  )
  return joinBytes([Uint8Array.of(head.length & 255, head.length >> 8), head, tail])
}

function unpackWorker(body: Uint8Array): Worker {
  const end = 2 + (body[0] ?? 0) + (body[1] ?? 0) * 256
  const head = unpack(layout, body.subarray(2, end))
  const [svns, more, platform, flags] = [head[11], head[12], head[13], head[15]]
  const fields = recordUnpack(spanLayout.repeat(head[25]), body.subarray(end))
  const spans: Span[] = []
  for (let i = 0; i + 3 < fields.length; i += 4) {
    spans.push({
      fromNs: fields[i] as bigint,
      untilNs: fields[i + 1] as bigint,
      policyId: fields[i + 2] as string,
      quoteHash: fields[i + 3] as Uint8Array,
    })
  }
  return {
    policyId: head[1],
    signingKey: head[2],
    encryptionKey: head[3],
    gpuEvidenceHash: head[4],
    facts: {
      machineId: head[5],
      issuerKeyHash: head[6],
      leafHash: head[7],
      qeHash: head[8],
      measurementId: head[9],
      quoteHash: head[10],
      sgxSvns: svns.slice(0, 16),
      teeTcbSvn: svns.slice(16),
      teeTcbSvn2: (flags & 2) === 0 ? undefined : more.slice(0, 16),
      tdAttributes: more.slice(16, 24),
      xfam: more.slice(24, 32),
      serial: platform.slice(0, 20),
      fmspc: platform.slice(20, 26),
      pceId: platform.slice(26, 28),
      pceSvn: head[14],
      ca: (flags & 1) === 0 ? 'platform' : 'processor',
      pckNotAfterS: head[16],
      qeIsvSvn: head[17],
    },
    status: statuses[head[18]] ?? 'Revoked',
    beaconNumber: head[19],
    attestedAtNs: head[20],
    expiresAtNs: head[21],
    place: head[22],
    endedAtNs: head[23],
    endReason: head[24],
    spans,
  }
}

function keyOf(workerId: string): string {
  return `w:${workerId}`
}
