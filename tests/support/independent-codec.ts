/** A second encoder of the signed messages, written from the layout tables and sharing no code. */
import { createHash } from 'node:crypto'

export type Fields = Readonly<Record<string, unknown>>

type Part = readonly ['u' | 'h', unknown, number]

/** Parts after the head, in order: `u` a number of so many bytes, `h` hex of so many bytes. */
const layouts: Readonly<Record<string, (f: Fields) => readonly Part[]>> = {
  voucher: (f) => [
    ['u', f.cumulativeYocto, 16],
    ['u', f.lane, 4],
    ['u', 0, 4],
    ['h', f.ackHash, 32],
  ],
  'close-auth': (f) => [
    ['u', f.finalYocto, 16],
    ['u', f.validUntilHeight, 8],
  ],
  'tick-commit': (f) => [
    ['u', f.baseYocto, 16],
    ['u', f.lane, 4],
    ['u', f.maxTicks, 4],
    ['u', f.tickPriceYocto, 8],
    ['h', f.root, 32],
  ],
  receipt: (f) => [
    ['h', f.prevReceiptHash, 32],
    ['h', f.requestId, 16],
    ['h', f.requestHash, 32],
    ['h', f.responseHash, 32],
    ['h', f.modelHash, 32],
    ['u', f.inTokens, 4],
    ['u', f.outTokens, 4],
    ['u', f.cachedTokens, 4],
    ['u', 0, 4],
    ['h', f.termsHash, 32],
    ['u', f.cumulativeAfterYocto, 16],
    ['u', f.timestampNs, 8],
  ],
  'multi-voucher': () => [],
  'refund-auth': (f) => [
    ['u', f.amountYocto, 16],
    ['u', 0, 8],
  ],
}

const kinds = [
  'voucher',
  'close-auth',
  'tick-commit',
  'receipt',
  'multi-voucher',
  'refund-auth',
] as const

export function independentMessage(
  kind: (typeof kinds)[number],
  ctx: string,
  channelId: string,
  fields: Fields,
): Buffer {
  const id = kind === 'multi-voucher' ? digest(fields.entries as readonly Fields[]) : channelId
  const head: readonly Part[] = [
    ['u', 2_147_491_050, 4],
    ['u', 1, 1],
    ['u', kinds.indexOf(kind) + 1, 1],
    ['u', fields.conditional === true ? 1 : 0, 2],
    ['h', ctx, 32],
    ['h', id, 32],
  ]
  return write([...head, ...(layouts[kind]?.(fields) ?? [])])
}

function digest(entries: readonly Fields[]): string {
  const rows = entries.flatMap((entry): Part[] => [
    ['h', entry.channelId, 32],
    ['u', entry.lane, 4],
    ['u', entry.cumulativeYocto, 16],
  ])
  return createHash('sha256')
    .update('near-paych/multi/1')
    .update(write([['u', entries.length, 4], ...rows]))
    .digest('hex')
}

function write(parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map(([type, value, length]) => {
      // Big endian hex turned round: not how the SDK does it.
      const text =
        type === 'h'
          ? String(value)
          : BigInt(String(value))
              .toString(16)
              .padStart(length * 2, '0')
      const bytes = Buffer.from(text, 'hex')
      if (bytes.length !== length) throw new Error(`${text} is not ${length} bytes`)
      return type === 'h' ? bytes : bytes.reverse()
    }),
  )
}
