import { type CommonErrorCode, commonErrors, type ErrorRow } from './errors.js'

type Values = readonly (string | number | bigint)[]

/** Ends the call with `CODE: message; next action`. The state is as before the call. */
export type Fail<Code extends string> = (code: Code | CommonErrorCode, ...values: Values) => never

/** Fails with the rows that every contract has and a contract's own. */
export function failing<Code extends string>(own: Readonly<Record<Code, ErrorRow>>): Fail<Code> {
  const rows: Readonly<Record<string, ErrorRow>> = { ...commonErrors, ...own }
  return (code, ...values) => raise(code, rows[code] ?? ['', ''], values)
}

export const fail: Fail<never> = failing({})

/** Raises a row of a contract's own registry. */
function raise(code: string, row: ErrorRow, values: Values): never {
  const [template, nextAction] = row
  let message: string = template
  for (let i = 0; i < values.length; i++) message = message.split(`{${i}}`).join(String(values[i]))
  throw new Error(`${code}: ${message}; ${nextAction}`)
}
