/**
 * Spans of validity in a worker's record, newest first: from and until, u64 nanoseconds each, the quote's hash,
 * length and text of the policy id. A renewal touches the first one only.
 */
import { recordPack, recordUnpack } from '@research-hub/compiler/host'
import { joinBytes } from '../../common/wire/bytes.js'
import { keptSpans } from '../limits.js'

export type Span = {
  readonly fromNs: bigint
  readonly untilNs: bigint
  readonly quoteHash: Uint8Array
  readonly policyId: string
}

export type Spans = Uint8Array

export const noSpans: Spans = new Uint8Array(0)

const layout = '88hs'
const untilAt = 8
const quoteHashAt = 16
const head = 8 + 8 + 32 + 1

/** Oldest first. */
export function listSpans(spans: Spans): readonly Span[] {
  const found: Span[] = []
  for (let from = 0; from < spans.length; from = endOf(spans, from)) {
    found.push(spanAt(spans, from))
  }
  return found.reverse()
}

export function packSpans(oldestFirst: readonly Span[]): Spans {
  return joinBytes(oldestFirst.map(pack).reverse())
}

export type SpanChange = Omit<Span, 'policyId'>

/** A span more; the oldest falls away when there are more than are kept. */
export function addSpan(spans: Spans, policyId: string, span: SpanChange): Spans {
  let end = 0
  for (let i = 1; i < keptSpans && end < spans.length; i++) end = endOf(spans, end)
  return joinBytes([pack({ ...span, policyId }), spans.subarray(0, end)])
}

/** The newest span goes on, by another quote. */
export function prolong(spans: Spans, { untilNs, quoteHash }: SpanChange): Spans {
  const out = endNewest(spans, untilNs)
  out.set(quoteHash, quoteHashAt)
  return out
}

/** The newest span with another end. */
export function endNewest(spans: Spans, untilNs: bigint): Spans {
  const out = spans.slice()
  out.set(recordPack('8', [untilNs]), untilAt)
  return out
}

function pack({ fromNs, untilNs, quoteHash, policyId }: Span): Uint8Array {
  return recordPack(layout, [fromNs, untilNs, quoteHash, policyId])
}

function spanAt(spans: Spans, from: number): Span {
  const fields = recordUnpack(layout, spans.subarray(from, endOf(spans, from)))
  const [fromNs, untilNs, quoteHash, policyId] = fields as [bigint, bigint, Uint8Array, string]
  return { fromNs, untilNs, quoteHash, policyId }
}

function endOf(spans: Spans, from: number): number {
  return from + head + (spans[from + head - 1] ?? 0)
}
