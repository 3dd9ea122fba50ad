/** Intel's list of TCB evaluation numbers, version 1: from Intel's JSON. Pure. */
import { type Dates, datesOf, evaluationOf, items, object, parseDocument } from './document.js'
import { Malformed } from './reject.js'
import { isoTimeS } from './time.js'

export type TcbNumbers = Dates & {
  /** Highest first, none twice. */
  readonly numbers: readonly { readonly number: number; readonly eventS: number }[]
}

const maxNumbers = 24

export function parseTcbNumbers(text: string): TcbNumbers {
  const document = parseDocument(text)
  if (document.id !== 'TDX') throw new Malformed('id')
  if (document.version !== 1) throw new Malformed('version')
  const numbers = items(document.tcbEvalNumbers, 'tcbEvalNumbers', maxNumbers)
    .map((item) => {
      const entry = object(item, 'tcbEvalNumbers')
      return { number: evaluationOf(entry), eventS: isoTimeS(entry.tcbRecoveryEventDate) }
    })
    .sort((a, b) => b.number - a.number)
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i]?.number === numbers[i - 1]?.number) throw new Malformed('tcbEvalNumbers, twice')
  }
  return { ...datesOf(document), numbers }
}
