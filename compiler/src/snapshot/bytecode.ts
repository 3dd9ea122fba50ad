import { CompileError } from '../errors.js'
import { startEngine } from './instance.js'

/** Parses a script with the full engine and returns its bytecode, without debug info unless asked. */
export function compileScript(
  fullEngine: Uint8Array,
  source: string,
  fileName: string,
  debug: boolean,
): Uint8Array {
  const engine = startEngine(fullEngine)
  engine.call('full_init')
  const text = new TextEncoder().encode(source)
  const sourceAddress = engine.put('full_alloc', text)
  const nameAddress = engine.put('full_alloc', new TextEncoder().encode(fileName))
  const address = engine.call(
    'full_compile',
    sourceAddress,
    text.length,
    nameAddress,
    debug ? 0 : 1,
  )
  const lengthWord = engine.call('full_output_length')
  const length = lengthWord & 0x7fffffff
  const bytes = new Uint8Array(engine.memory.buffer, address, length).slice()
  if (lengthWord >>> 31 === 1) throw new CompileError(new TextDecoder().decode(bytes))
  return bytes
}
