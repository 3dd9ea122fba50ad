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

const isoShape = '0000-00-00T00:00:00Z'

/** `2025-06-19T10:16:03Z`. */
export function isoTimeS(text: unknown): number {
  if (typeof text !== 'string' || text.length !== isoShape.length) throw new Malformed('date')
  for (let i = 0; i < isoShape.length; i++) {
    const code = text.charCodeAt(i)
    const wanted = isoShape.charCodeAt(i)
    if (wanted === 48 ? code < 48 || code > 57 : code !== wanted) throw new Malformed('date')
  }
  const number = (at: number, digits: number): number => Number(text.slice(at, at + digits))
  return secondsOf(
    number(0, 4),
    number(5, 2),
    number(8, 2),
    number(11, 2),
    number(14, 2),
    number(17, 2),
  )
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

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
  let days = (year - 1970) * 365 + leapDays - 477 + day - 1
  for (let i = 0; i < month - 1; i++) days += monthDays[i] ?? 0
  if (isLeap && month > 2) days++
  return days * 86_400 + hour * 3_600 + minute * 60 + second
}
