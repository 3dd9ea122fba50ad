/** Random structured wasm programs as data, their binary form, and how fast-check makes them. */
import fc from 'fast-check'

export type Instruction =
  | { readonly op: 'const'; readonly value: number }
  | { readonly op: 'get' | 'set' | 'tee'; readonly local: number }
  | { readonly op: 'drop' | 'return' | 'unreachable' | 'nop' | 'select' | 'eqz' }
  | { readonly op: 'add' | 'sub' | 'mul' | 'xor' | 'and' | 'shl' | 'lt' | 'divide' }
  | { readonly op: 'load' | 'store'; readonly offset: number }
  | { readonly op: 'size' | 'grow' | 'fill' | 'copy' }
  | { readonly op: 'br' | 'brIf'; readonly depth: number }
  | { readonly op: 'brTable'; readonly depths: readonly number[] }
  | { readonly op: 'call'; readonly function: number }
  | { readonly op: 'block' | 'loop'; readonly body: readonly Instruction[] }
  | {
      readonly op: 'if'
      readonly body: readonly Instruction[]
      readonly otherwise: readonly Instruction[]
    }

/** Locals are i32; the last one counts down so that every loop ends. */
export type RandomFunction = { readonly locals: number; readonly body: readonly Instruction[] }
export type RandomProgram = readonly RandomFunction[]

const locals = 3
const fuel = 2

const codes: Readonly<Record<string, readonly number[]>> = {
  unreachable: [0x00],
  nop: [0x01],
  return: [0x0f],
  drop: [0x1a],
  select: [0x1b],
  eqz: [0x45],
  lt: [0x49],
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  divide: [0x6e],
  and: [0x71],
  xor: [0x73],
  shl: [0x74],
  size: [0x3f, 0],
  grow: [0x40, 0],
  copy: [0xfc, 10, 0, 0],
  fill: [0xfc, 11, 0],
}

function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest > 0 ? low | 0x80 : low)
  } while (rest > 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}

function encode(instruction: Instruction): number[] {
  const empty = 0x40
  switch (instruction.op) {
    case 'const':
      return [0x41, ...signed(instruction.value)]
    case 'get':
      return [0x20, ...unsigned(instruction.local)]
    case 'set':
      return [0x21, ...unsigned(instruction.local)]
    case 'tee':
      return [0x22, ...unsigned(instruction.local)]
    case 'load':
      return [0x28, 2, ...unsigned(instruction.offset)]
    case 'store':
      return [0x36, 2, ...unsigned(instruction.offset)]
    case 'br':
      return [0x0c, ...unsigned(instruction.depth)]
    case 'brIf':
      return [0x0d, ...unsigned(instruction.depth)]
    case 'brTable': {
      const [last = 0, ...rest] = [...instruction.depths].reverse()
      return [
        0x0e,
        ...unsigned(rest.length),
        ...rest.reverse().flatMap(unsigned),
        ...unsigned(last),
      ]
    }
    case 'call':
      return [0x10, ...unsigned(instruction.function)]
    case 'block':
      return [0x02, empty, ...instruction.body.flatMap(encode), 0x0b]
    case 'loop':
      return [0x03, empty, ...instruction.body.flatMap(encode), 0x0b]
    case 'if':
      return [
        0x04,
        empty,
        ...instruction.body.flatMap(encode),
        ...(instruction.otherwise.length > 0
          ? [0x05, ...instruction.otherwise.flatMap(encode)]
          : []),
        0x0b,
      ]
    default:
      return [...(codes[instruction.op] ?? [])]
  }
}

/** A module with one memory whose functions are all exported as `f0`, `f1` and so on. */
export function encodeProgram(program: RandomProgram): Uint8Array {
  const section = (id: number, items: readonly (readonly number[])[]): number[] => {
    const body = [...unsigned(items.length), ...items.flat()]
    return [id, ...unsigned(body.length), ...body]
  }
  const bodies = program.map(({ locals: count, body }) => {
    const code = [1, ...unsigned(count), 0x7f, ...body.flatMap(encode), 0x0b]
    return [...unsigned(code.length), ...code]
  })
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 0, 0]]),
    ...section(
      3,
      program.map(() => [0]),
    ),
    ...section(5, [[0, 1]]),
    ...section(
      7,
      program.map((_, i) => [2, 0x66, 0x30 + i, 0, i]),
    ),
    ...section(10, bodies),
  ])
}

type Shape = { readonly depth: number; readonly callable: number }

/** Instructions that leave one i32. */
function value(shape: Shape): fc.Arbitrary<Instruction[]> {
  const leaf = fc.oneof(
    fc
      .integer({ min: -70, max: 70 })
      .map((constant): Instruction[] => [{ op: 'const', value: constant }]),
    fc.nat({ max: locals - 1 }).map((local): Instruction[] => [{ op: 'get', local }]),
    fc.constant<Instruction[]>([{ op: 'size' }]),
  )
  if (shape.depth === 0) return leaf
  const inner = value({ ...shape, depth: shape.depth - 1 })
  const binary = fc.constantFrom('add', 'sub', 'mul', 'xor', 'and', 'shl', 'lt', 'divide')
  return fc.oneof(
    leaf,
    fc.tuple(inner, inner, binary).map(([a, b, op]): Instruction[] => [...a, ...b, { op }]),
    inner.map((a): Instruction[] => [...a, { op: 'eqz' }]),
    fc
      .tuple(inner, fc.nat({ max: locals - 2 }))
      .map(([a, local]): Instruction[] => [...a, { op: 'tee', local }]),
    fc
      .tuple(inner, inner, inner)
      .map(([a, b, c]): Instruction[] => [...a, ...b, ...c, { op: 'select' }]),
    fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 90_000 })).map(([at, offset]): Instruction[] => [
      { op: 'const', value: at },
      { op: 'load', offset },
    ]),
    fc
      .nat({ max: 2 })
      .map((pages): Instruction[] => [{ op: 'const', value: pages }, { op: 'grow' }]),
  )
}

/** Instructions that leave nothing, inside `labels` enclosing blocks. */
function statement(shape: Shape, labels: number): fc.Arbitrary<Instruction[]> {
  const one = value({ ...shape, depth: Math.min(shape.depth, 2) })
  const simple = [
    fc
      .tuple(one, fc.nat({ max: locals - 2 }))
      .map(([a, local]): Instruction[] => [...a, { op: 'set', local }]),
    one.map((a): Instruction[] => [...a, { op: 'drop' }]),
    fc
      .tuple(fc.nat({ max: 300 }), one, fc.nat({ max: 70_000 }))
      .map(([at, a, offset]): Instruction[] => [
        { op: 'const', value: at },
        ...a,
        { op: 'store', offset },
      ]),
    fc
      .tuple(fc.nat({ max: 99 }), fc.nat({ max: 255 }), fc.nat({ max: 200 }))
      .map(([at, byte, count]): Instruction[] => [
        { op: 'const', value: at },
        { op: 'const', value: byte },
        { op: 'const', value: count },
        { op: 'fill' },
      ]),
    fc
      .tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 200 }))
      .map(([target, source, count]): Instruction[] => [
        { op: 'const', value: target },
        { op: 'const', value: source },
        { op: 'const', value: count },
        { op: 'copy' },
      ]),
    fc.constant<Instruction[]>([{ op: 'nop' }]),
    ...(shape.callable > 0
      ? [
          fc
            .nat({ max: shape.callable - 1 })
            .map((callee): Instruction[] => [{ op: 'call', function: callee }]),
        ]
      : []),
    ...(labels > 0
      ? [
          fc
            .tuple(one, fc.nat({ max: labels - 1 }))
            .map(([a, depth]): Instruction[] => [...a, { op: 'brIf', depth }]),
          fc
            .tuple(one, fc.array(fc.nat({ max: labels - 1 }), { minLength: 1, maxLength: 4 }))
            .map(([a, depths]): Instruction[] => [...a, { op: 'brTable', depths }]),
        ]
      : []),
  ]
  const rare = [
    fc.constant<Instruction[]>([{ op: 'return' }]),
    fc.constant<Instruction[]>([{ op: 'unreachable' }]),
  ]
  const weighted = simple.map((arbitrary) => ({ weight: 8, arbitrary }))
  const ends = rare.map((arbitrary) => ({ weight: 1, arbitrary }))
  if (shape.depth === 0) return fc.oneof(...weighted, ...ends)
  const below = { ...shape, depth: shape.depth - 1 }
  const body = (count: number): fc.Arbitrary<Instruction[]> =>
    fc.array(statement(below, count), { maxLength: 4 }).map((parts) => parts.flat())
  return fc.oneof(
    ...weighted,
    ...ends,
    {
      weight: 12,
      arbitrary: body(labels + 1).map((inner): Instruction[] => [{ op: 'block', body: inner }]),
    },
    {
      weight: 12,
      arbitrary: fc
        .tuple(one, body(labels + 1), body(labels + 1))
        .map(([a, inner, otherwise]): Instruction[] => [
          ...a,
          { op: 'if', body: inner, otherwise },
        ]),
    },
    { weight: 12, arbitrary: body(labels + 2).map(loopOf) },
  )
}

/** A loop that runs until the fuel of its function is used up, by way of the block around it. */
function loopOf(body: readonly Instruction[]): Instruction[] {
  return [
    {
      op: 'block',
      body: [
        {
          op: 'loop',
          body: [
            { op: 'get', local: fuel },
            { op: 'eqz' },
            { op: 'brIf', depth: 1 },
            { op: 'get', local: fuel },
            { op: 'const', value: 1 },
            { op: 'sub' },
            { op: 'set', local: fuel },
            ...body,
            { op: 'br', depth: 0 },
          ],
        },
      ],
    },
  ]
}

export const program: fc.Arbitrary<RandomProgram> = fc
  .tuple(functionOf(0), functionOf(1), functionOf(2))
  .map((functions) => functions)

function functionOf(callable: number): fc.Arbitrary<RandomFunction> {
  return fc
    .array(statement({ depth: 3, callable }, 0), { minLength: 1, maxLength: 6 })
    .map((parts) => ({
      locals,
      body: [{ op: 'const', value: 9 }, { op: 'set', local: fuel }, ...parts.flat()],
    }))
}
