import { type CommonErrorCode, commonErrors, type ErrorRow } from './errors.js'

/** Ends the call with `CODE: message; next action`. The state is as before the call. */
export function fail(
  code: CommonErrorCode,
  ...values: readonly (string | number | bigint)[]
): never {
  return raise(code, commonErrors[code], values)
}

/** Raises a row of a contract's own registry. */
export function raise(
  code: string,
  row: ErrorRow,
  values: readonly (string | number | bigint)[],
): never {
  const [template, nextAction] = row
  let message: string = template
  for (let i = 0; i < values.length; i++) message = message.split(`{${i}}`).join(String(values[i]))
  throw new Error(`${code}: ${message}; ${nextAction}`)
}
