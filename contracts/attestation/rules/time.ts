/** Dates of certificates and Intel's documents as seconds since 1970. Pure. */
import { type Element, tags } from './der.js'
import { Malformed } from './reject.js'

/** UTCTime (1950 to 2049) or GeneralizedTime, both in seconds and `Z`. */
export function certificateTimeS(bytes: Uint8Array, element: Element): number {
  const isShort = element.tag === tags.utcTime
  const yearDigits = isShort ? 2 : 4
  if (!isShort && element.tag !== tags.generalizedTime) throw new Malformed('time')
  if (element.to - element.from !== yearDigits + 11) throw new Malformed('time')
  if (bytes[element.to - 1] !== 90) throw new Malformed('time')
  const number = (at: number, digits: number): number => {
    let value = 0
    for (let i = 0; i < digits; i++) {
      const digit = (bytes[element.from + at + i] ?? 0) - 48
      if (digit < 0 || digit > 9) throw new Malformed('time')
      value = value * 10 + digit
    }
    return value
  }
  const first = number(0, yearDigits)
  const year = isShort ? first + (first < 50 ? 2000 : 1900) : first
  const at = yearDigits
  return secondsOf(
    year,
    number(at, 2),
    number(at + 2, 2),
    number(at + 4, 2),
    number(at + 6, 2),
    number(at + 8, 2),
  )
}

let lastText = ''
let lastSeconds = 0

/** `2025-06-19T10:16:03Z`. A document names few dates and each many times, so the last one is kept. */
export function isoTimeS(text: unknown): number {
  if (typeof text !== 'string') throw new Malformed('date')
  if (text === lastText) return lastSeconds
  lastSeconds = readIso(text)
  lastText = text
  return lastSeconds
}

function readIso(text: string): number {
  const isForm =
    text.length === 20 &&
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === 'Z'
  if (!isForm) throw new Malformed('date')
  return secondsOf(
    pairOf(text, 0) * 100 + pairOf(text, 2),
    pairOf(text, 5),
    pairOf(text, 8),
    pairOf(text, 11),
    pairOf(text, 14),
    pairOf(text, 17),
  )
}

/** A number of two digits. */
function pairOf(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) throw new Malformed('date')
  return tens * 10 + ones
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

function secondsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = (monthDays[month - 1] ?? 0) + (isLeap && month === 2 ? 1 : 0)
  const isDate = year >= 1970 && day >= 1 && day <= length
  if (!isDate || hour > 23 || minute > 59 || second > 59) throw new Malformed('date')
  const before = year - 1
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  const leapDay = isLeap && month > 2 ? 1 : 0
  const dayOfYear = (daysBefore[month - 1] ?? 0) + leapDay + day - 1
  const days = (year - 1970) * 365 + leapDays - 477 + dayOfYear
  // Times are kept in 32 bits: what lies beyond, in 2106, is as good as for ever.
  return Math.min(0xffff_ffff, days * 86_400 + hour * 3_600 + minute * 60 + second)
}
