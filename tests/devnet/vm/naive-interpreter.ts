/** Runs random programs one instruction at a time and counts gas as the rules say, nothing clever. */
import type { Instruction, RandomProgram } from './random-program.js'

export const operatorGas = 822_756n
const bulkBaseGas = 26_328_192n
const initialPages = 1024
const maxPages = 2048
const pageBytes = 65_536

export type NaiveResult = { readonly gas: bigint; readonly trap: string | undefined }

class Trap extends Error {}

/** What a sequence ends with: falling through, a branch out of so many blocks, or a return. */
type End = number | 'through' | 'return'

export function interpret(program: RandomProgram, entry: number): NaiveResult {
  let gas = 0n
  let pages = initialPages
  const memory = new Uint8Array(4 * pageBytes)
  const inBounds = (start: number, length: number): void => {
    if (start + length > pages * pageBytes) throw new Trap('memory')
    if (start + length > memory.length) throw new Error('the test touches more than it models')
  }

  const call = (index: number): void => {
    const { locals: count, body } = program[index] ?? { locals: 0, body: [] }
    // A frame is 64 bytes and every local; an eighth of it, rounded up, is paid at entry.
    gas += BigInt(Math.ceil((64 + 4 * count) / 8)) * operatorGas
    const locals = new Int32Array(count)
    const stack: number[] = []
    const pop = (): number => stack.pop() ?? 0
    const push = (value: number): void => void stack.push(value | 0)

    const run = (list: readonly Instruction[]): End => {
      for (const instruction of list) {
        const end = step(instruction)
        if (end !== 'through') return end
      }
      return 'through'
    }
    /** A block takes in branches to itself; `again` says whether such a branch repeats it. */
    const enter = (body_: readonly Instruction[], isLoop: boolean): End => {
      const height = stack.length
      for (;;) {
        if (isLoop) gas += operatorGas
        const end = run(body_)
        stack.length = end === 'through' ? stack.length : height
        if (end === 0 && isLoop) continue
        if (end === 0 || end === 'through') return 'through'
        return end === 'return' ? end : end - 1
      }
    }
    const step = (instruction: Instruction): End => {
      switch (instruction.op) {
        case 'block':
          return enter(instruction.body, false)
        case 'loop':
          return enter(instruction.body, true)
        case 'fill':
        case 'copy': {
          const length = pop() >>> 0
          const second = pop() >>> 0
          const target = pop() >>> 0
          gas += bulkBaseGas + BigInt(length) * operatorGas
          inBounds(target, length)
          if (instruction.op === 'fill') memory.fill(second & 255, target, target + length)
          else memory.copyWithin(target, second, second + length)
          return 'through'
        }
        default:
      }
      gas += operatorGas
      switch (instruction.op) {
        case 'if':
          return enter(pop() !== 0 ? instruction.body : instruction.otherwise, false)
        case 'br':
          return instruction.depth
        case 'brIf':
          return pop() !== 0 ? instruction.depth : 'through'
        case 'brTable': {
          const index = Math.min(pop() >>> 0, instruction.depths.length - 1)
          return instruction.depths[index] ?? 0
        }
        case 'return':
          return 'return'
        case 'unreachable':
          throw new Trap('unreachable')
        case 'call':
          call(instruction.function)
          return 'through'
        case 'const':
          push(instruction.value)
          return 'through'
        case 'get':
          push(locals[instruction.local] ?? 0)
          return 'through'
        case 'set':
          locals[instruction.local] = pop()
          return 'through'
        case 'tee':
          locals[instruction.local] = stack.at(-1) ?? 0
          return 'through'
        case 'drop':
          pop()
          return 'through'
        case 'eqz':
          push(pop() === 0 ? 1 : 0)
          return 'through'
        case 'size':
          push(pages)
          return 'through'
        case 'grow': {
          const more = pop() >>> 0
          // Growing costs by what is asked for, like the bulk operators, granted or not.
          gas += bulkBaseGas + BigInt(more) * operatorGas - operatorGas
          if (pages + more > maxPages) push(-1)
          else {
            push(pages)
            pages += more
          }
          return 'through'
        }
        case 'load': {
          const at = (pop() >>> 0) + instruction.offset
          inBounds(at, 4)
          push(new DataView(memory.buffer).getInt32(at, true))
          return 'through'
        }
        case 'store': {
          const stored = pop()
          const at = (pop() >>> 0) + instruction.offset
          inBounds(at, 4)
          new DataView(memory.buffer).setInt32(at, stored, true)
          return 'through'
        }
        case 'select': {
          const condition = pop()
          const other = pop()
          const first = pop()
          push(condition !== 0 ? first : other)
          return 'through'
        }
        case 'nop':
          return 'through'
        default: {
          const b = pop()
          const a = pop()
          push(compute(instruction.op, a, b))
          return 'through'
        }
      }
    }
    run(body)
  }

  try {
    call(entry)
    return { gas, trap: undefined }
  } catch (error) {
    if (error instanceof Trap) return { gas, trap: error.message }
    throw error
  }
}

function compute(op: string, a: number, b: number): number {
  switch (op) {
    case 'add':
      return a + b
    case 'sub':
      return a - b
    case 'mul':
      return Math.imul(a, b)
    case 'xor':
      return a ^ b
    case 'and':
      return a & b
    case 'shl':
      return a << (b & 31)
    case 'lt':
      return a >>> 0 < b >>> 0 ? 1 : 0
    case 'divide':
      if (b === 0) throw new Trap('divide')
      return ((a >>> 0) / (b >>> 0)) | 0
    default:
      throw new Error(`no operator ${op}`)
  }
}
