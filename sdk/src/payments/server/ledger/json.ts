/** Ledger records as JSON text: amounts as decimal strings, bytes as base64. */
import type { LaneEntry, LedgerEntry, SignedMessage, TickProof, VoucherProof } from './entry.js'
import type { Answer } from './store.js'

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

type SignedJson = { readonly message: string; readonly signature: string }
type ProofJson = SignedJson & {
  readonly multi?: { readonly entries: string; readonly signerKey: string }
  readonly answer?: { readonly text: string; readonly signature: string }
}
type TicksJson = {
  readonly commit: SignedJson
  readonly ticks: number
  readonly preimage: string
}
type LaneJson = {
  readonly lane: number
  readonly base: string
  readonly accepted: string
  readonly voucher?: ProofJson
  readonly ticks?: TicksJson
}
type EntryJson = {
  readonly channelId: string
  readonly accepted: string
  readonly spent: string
  readonly held: Readonly<Record<string, string>>
  readonly lanes: readonly LaneJson[]
  readonly receipt?: SignedJson
}
type AnswerJson = Omit<Answer, 'body'> & { readonly body?: string }

export function entryToJson(entry: LedgerEntry): string {
  const json: EntryJson = {
    channelId: entry.channelId,
    accepted: `${entry.acceptedYocto}`,
    spent: `${entry.spentYocto}`,
    held: Object.fromEntries(
      Object.entries(entry.heldYocto).map(([instance, yocto]) => [instance, `${yocto}`]),
    ),
    lanes: entry.lanes.map(laneToJson),
    ...(entry.receipt === undefined ? {} : { receipt: signedToJson(entry.receipt) }),
  }
  return JSON.stringify(json)
}

/** Throws when the text is not an entry. */
export function entryFromJson(text: string): LedgerEntry {
  const json = JSON.parse(text) as EntryJson
  return {
    channelId: json.channelId,
    acceptedYocto: BigInt(json.accepted),
    spentYocto: BigInt(json.spent),
    heldYocto: Object.fromEntries(
      Object.entries(json.held).map(([instance, yocto]) => [instance, BigInt(yocto)]),
    ),
    lanes: json.lanes.map(laneFromJson),
    receipt: signedFromJson(json.receipt),
  }
}

export function answerToJson(answer: Answer): string {
  const { body, ...rest } = answer
  const json: AnswerJson = body === undefined ? rest : { ...rest, body: encode(body) }
  return JSON.stringify(json)
}

export function answerFromJson(text: string): Answer {
  const { body, ...rest } = JSON.parse(text) as AnswerJson
  return { ...rest, body: body === undefined ? undefined : decode(body) }
}

function laneToJson(lane: LaneEntry): LaneJson {
  return {
    lane: lane.lane,
    base: `${lane.baseYocto}`,
    accepted: `${lane.acceptedYocto}`,
    ...(lane.voucher === undefined ? {} : { voucher: proofToJson(lane.voucher) }),
    ...(lane.ticks === undefined ? {} : { ticks: ticksToJson(lane.ticks) }),
  }
}

function laneFromJson(json: LaneJson): LaneEntry {
  return {
    lane: json.lane,
    baseYocto: BigInt(json.base),
    acceptedYocto: BigInt(json.accepted),
    voucher: proofFromJson(json.voucher),
    ticks: ticksFromJson(json.ticks),
  }
}

function proofToJson({ message, signature, multi, answer }: VoucherProof): ProofJson {
  return {
    ...signedToJson({ message, signature }),
    ...(multi && {
      multi: { entries: encode(multi.entries), signerKey: encode(multi.signerKey) },
    }),
    ...(answer && { answer: { text: answer.text, signature: encode(answer.signature) } }),
  }
}

function proofFromJson(json: ProofJson | undefined): VoucherProof | undefined {
  const signed = signedFromJson(json)
  if (json === undefined || signed === undefined) return undefined
  const { multi, answer } = json
  return {
    ...signed,
    ...(multi && {
      multi: { entries: decode(multi.entries), signerKey: decode(multi.signerKey) },
    }),
    ...(answer && { answer: { text: answer.text, signature: decode(answer.signature) } }),
  }
}

function ticksToJson({ commit, ticks, preimage }: TickProof): TicksJson {
  return { commit: signedToJson(commit), ticks, preimage: encode(preimage) }
}

function ticksFromJson(json: TicksJson | undefined): TickProof | undefined {
  const commit = signedFromJson(json?.commit)
  if (json === undefined || commit === undefined) return undefined
  return { commit, ticks: json.ticks, preimage: decode(json.preimage) }
}

function signedToJson({ message, signature }: SignedMessage): SignedJson {
  return { message: encode(message), signature: encode(signature) }
}

function signedFromJson(json: SignedJson | undefined): SignedMessage | undefined {
  return json && { message: decode(json.message), signature: decode(json.signature) }
}
