import type { Logic } from '../logic/logic.js'

/** One host function: its wasm signature and what it does. u64 arguments arrive unsigned. */
export type HostFunction = {
  readonly name: string
  /** One letter a parameter: `l` i64, `i` i32. */
  readonly params: string
  readonly result: 'l' | 'i' | ''
  readonly since: number
  readonly run: (logic: Logic, ...values: bigint[]) => bigint | undefined
}

type Body = (logic: Logic, ...values: bigint[]) => bigint | undefined

/** `since` is the first protocol version that links it. */
export function define(
  name: string,
  params: string,
  result: HostFunction['result'],
  run: Body,
  since = 0,
): HostFunction {
  return { name, params, result, since, run }
}

/** For functions that return nothing. */
export function defineVoid(
  name: string,
  params: string,
  run: (logic: Logic, ...values: bigint[]) => void,
  since = 0,
): HostFunction {
  return define(
    name,
    params,
    '',
    (logic, ...values) => {
      run(logic, ...values)
      return undefined
    },
    since,
  )
}
