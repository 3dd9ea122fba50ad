/** A client value as JSON carries it: snake_case members, 64-bit integers as decimal strings. */
export type Wire<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : Value extends object
      ? {
          readonly [Name in keyof Value as Name extends string ? Snake<Name> : Name]: Wire<
            Value[Name]
          >
        }
      : Value

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : Name
