import type { Client } from './client.js'

/** An action with its client, and whatever else comes before its parameters, filled in. */
export type Bound<Action, Before extends readonly unknown[] = [Client]> = Action extends (
  ...args: [...Before, ...infer Rest]
) => infer Result
  ? (...args: Rest) => Result
  : never

/** Every action of a table bound. */
export type BoundActions<Actions, Before extends readonly unknown[] = [Client]> = {
  readonly [Name in keyof Actions]: Bound<Actions[Name], Before>
}

/** Fills the first arguments of every action in. */
export function bind<const Actions extends object, Before extends readonly unknown[]>(
  actions: Actions,
  ...before: Before
): BoundActions<Actions, Before> {
  const bound = Object.entries(actions).map(([name, action]) => [
    name,
    (...rest: unknown[]) => action(...before, ...rest),
  ])
  return Object.fromEntries(bound) as BoundActions<Actions, Before>
}

/** All but some members. */
export function without<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  names: readonly Name[],
): Omit<Whole, Name> {
  const kept = Object.entries(whole).filter(([key]) => !names.some((name) => name === key))
  return Object.fromEntries(kept) as Omit<Whole, Name>
}
