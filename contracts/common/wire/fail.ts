import { type CommonErrorCode, commonErrors, type ErrorRow } from './errors.js'

type Values = readonly (string | number | bigint)[]

/** Ends the call with `CODE: message; next action`. The state is as before the call. */
export type Fail<Code extends string> = (code: Code | CommonErrorCode, ...values: Values) => never

/**
 * Rows as one text, a line each: in the memory that a contract begins with an object and its strings for every row
 * would take several times as much.
 */
type Rows = string

let commonRows = rowsOf(commonErrors)

/** For a contract that can never raise some of the rows: it need not carry them. At module level. */
export function leaveOut(codes: readonly CommonErrorCode[]): void {
  const isLeftOut = (line: string): boolean => codes.some((code) => line.split(': ')[0] === code)
  commonRows = commonRows
    .split('\n')
    .filter((line) => !isLeftOut(line))
    .join('\n')
}

/** Fails with the rows that every contract has and a contract's own. */
export function failing<Code extends string>(own: Readonly<Record<Code, ErrorRow>>): Fail<Code> {
  const rows = rowsOf(own)
  return (code, ...values) => raise(code, rows, values)
}

export const fail: Fail<never> = failing({})

/** Raises a row of a contract's own registry. */
function raise(code: string, rows: Rows, values: Values): never {
  const start = `\n${code}: `
  const behind = rows.split(start)[1] ?? commonRows.split(start)[1] ?? ''
  let [message = ''] = behind.split('\n')
  for (let i = 0; i < values.length; i++) message = message.split(`{${i}}`).join(String(values[i]))
  throw new Error(`${code}: ${message}`)
}

function rowsOf(errors: Readonly<Record<string, ErrorRow>>): Rows {
  let text = ''
  for (const code of Object.keys(errors)) {
    const [message, nextAction] = errors[code] ?? ['', '']
    text += `\n${code}: ${message}; ${nextAction}`
  }
  return `${text}\n`
}
