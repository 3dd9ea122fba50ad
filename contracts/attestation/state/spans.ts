/**
 * Spans of validity in a worker's record, side by side, newest first. A renewal touches the first one only.
 */
import { bytes32, offsetsOf, type RecordOf, record, text, u64 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { keptSpans } from '../limits.js'

const endFields = { untilNs: u64, quoteHash: bytes32 } as const
const fields = { fromNs: u64, ...endFields, policyId: text } as const
export const endRecord = record(endFields)
export const spanRecord = record(fields)
const at = offsetsOf(fields)

export type Span = RecordOf<typeof spanRecord>

export type Spans = Uint8Array

export const noSpans: Spans = new Uint8Array(0)

/** Oldest first. */
export function listSpans(spans: Spans): readonly Span[] {
  const found: Span[] = []
  for (let from = 0; from < spans.length; from = endOf(spans, from)) {
    found.push(spanRecord.decode(spans.subarray(from, endOf(spans, from))))
  }
  return found.reverse()
}

export function packSpans(oldestFirst: readonly Span[]): Spans {
  return joinBytes(oldestFirst.map((span) => spanRecord.encode(span)).reverse())
}

export type SpanChange = Omit<Span, 'policyId'>

/** A span more; the oldest falls away when there are more than are kept. */
export function addSpan(spans: Spans, policyId: string, span: SpanChange): Spans {
  let end = 0
  for (let i = 1; i < keptSpans && end < spans.length; i++) end = endOf(spans, end)
  return joinBytes([spanRecord.encode({ ...span, policyId }), spans.subarray(0, end)])
}

/** The newest span goes on, by another quote. */
export function prolong(spans: Spans, end: Pick<Span, 'untilNs' | 'quoteHash'>): Spans {
  const out = spans.slice()
  out.set(endRecord.encode(end), at.untilNs)
  return out
}

/** The newest span with another end. */
export function endNewest(spans: Spans, untilNs: bigint): Spans {
  return prolong(spans, { untilNs, quoteHash: spans.subarray(at.quoteHash, at.policyId) })
}

function endOf(spans: Spans, from: number): number {
  const lengthAt = from + at.policyId
  return lengthAt + 1 + (spans[lengthAt] ?? 0)
}
