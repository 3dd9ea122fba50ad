/**
 * Stored records against the layouts they were first written with: every codec runs in the engine, the
 * oracle packs the same values by a string of letters, one a field, and shares no code with it.
 */
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import type { ExecutionContext } from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from './compile-fixture.js'
import { fuzzAsync } from './fuzz.js'

/** The names of a layout's fields; a number says over how many letters a name's bytes go. */
export type Layout = {
  /** Name of the codec, and its file in the contract. */
  readonly record: string
  readonly file: string
  /**
   * `1` `2` `4` `8` unsigned little-endian integers of that many bytes, `6` a u128, `h` 32 bytes, `s` a
   * text behind its length. A `1` named `is…` is a truth; a field named `version` is `version`,
   * or else 1.
   */
  readonly letters: string
  readonly version?: number
  readonly fields: readonly (string | readonly [name: string, letters: number])[]
}

type Plain = number | bigint | boolean | string | Uint8Array
type Sample = { readonly value: Readonly<Record<string, Plain>>; readonly bytes: Buffer }

const size = { '1': 1, '2': 2, '4': 4, '8': 8, '6': 16 } as const

/** Each sample of each record, encoded and decoded as its layout says. */
export async function recordsKeepTheirLayouts(
  t: ExecutionContext,
  contract: string,
  layouts: readonly Layout[],
): Promise<void> {
  const { devnet } = await deployOnDevnet((await compileText(sourceOf(contract, layouts))).wasm)
  const check = async (samples: readonly Sample[]): Promise<void> => {
    const asked = samples.map(({ value, bytes }) => [toJson(value), bytes.toString('hex')])
    const input = Buffer.from(JSON.stringify(asked))
    const answer = Buffer.from(await devnet.viewRaw(deployedId, 'round', input)).toString()
    const got = JSON.parse(answer) as readonly [string, unknown][]
    for (const [i, sample] of samples.entries()) {
      t.is(got[i]?.[0], sample.bytes.toString('hex'), `${layouts[i]?.record} encoded`)
      t.deepEqual(got[i]?.[1], toJson(sample.value), `${layouts[i]?.record} decoded`)
    }
  }
  for (const edge of ['least', 'most'] as const) await check(layouts.map((l) => edgeOf(l, edge)))
  const samples = fc.tuple(...layouts.map(arbitraryOf))
  await fuzzAsync(t, fc.asyncProperty(samples, check), 60)
}

function arbitraryOf(layout: Layout): fc.Arbitrary<Sample> {
  return fc
    .tuple(...partsOf(layout).map((part) => valuesOf(part, layout.version)))
    .map((values) => sampleOf(layout, values))
}

function edgeOf(layout: Layout, edge: 'least' | 'most'): Sample {
  const values = partsOf(layout).map(({ letter, name }): Plain => {
    if (name === 'version') return layout.version ?? 1
    if (letter === 's') return edge === 'least' ? '' : 'a'.repeat(64)
    if (letter === 'h') return Buffer.alloc(32, edge === 'least' ? 0 : 255)
    return edge === 'least' ? 0n : mostOf(letter, name)
  })
  return sampleOf(layout, values)
}

type Part = { readonly letter: string; readonly name: string }

/** A name for each letter. */
function partsOf({ letters, fields }: Layout): Part[] {
  const names = fields.flatMap((field) =>
    typeof field === 'string' ? [field] : Array.from({ length: field[1] }, () => field[0]),
  )
  if (names.length !== letters.length)
    throw new Error(`${names.length} of ${letters.length} fields`)
  return names.map((name, i) => ({ letter: letters[i] ?? '', name }))
}

function valuesOf({ letter, name }: Part, version = 1): fc.Arbitrary<Plain> {
  if (name === 'version') return fc.constant(version)
  if (letter === 's') return fc.string({ unit: fc.constantFrom(...'az09.-_'), maxLength: 64 })
  if (letter === 'h') return fc.uint8Array({ minLength: 32, maxLength: 32 })
  return fc.bigInt({ min: 0n, max: mostOf(letter, name) })
}

function mostOf(letter: string, name: string): bigint {
  return name.startsWith('is') ? 1n : 2n ** BigInt(bytesOf(letter) * 8) - 1n
}

/** The bytes by the layout, and the object with one member a name. */
function sampleOf(layout: Layout, values: readonly Plain[]): Sample {
  const parts = partsOf(layout).map((part, i) => ({ ...part, value: values[i] ?? 0 }))
  const value: Record<string, Plain> = {}
  for (const field of layout.fields) {
    const name = typeof field === 'string' ? field : field[0]
    const own = parts.filter((part) => part.name === name)
    if (name === 'version') continue
    value[name] = typeof field === 'string' ? memberOf(own[0]) : joined(own)
  }
  return { value, bytes: Buffer.concat(parts.map(packed)) }
}

function memberOf(part: (Part & { readonly value: Plain }) | undefined): Plain {
  if (part === undefined) throw new Error('no such field')
  const { letter, name, value } = part
  if (letter === 's' || letter === 'h') return value
  if (name.startsWith('is')) return Number(value) === 1
  return letter === '8' || letter === '6' ? BigInt(value as bigint) : Number(value)
}

/** A name of two u128 is a u256, the higher half first; any other of several letters is their bytes. */
function joined(parts: readonly (Part & { readonly value: Plain })[]): Plain {
  const [high, low] = parts.map(({ letter, value }) =>
    letter === '6' ? BigInt(value as bigint) : 0n,
  )
  const isWide = parts.length === 2 && parts.every(({ letter }) => letter === '6')
  return isWide ? ((high ?? 0n) << 128n) | (low ?? 0n) : Buffer.concat(parts.map(packed))
}

function packed({ letter, value }: { readonly letter: string; readonly value: Plain }): Buffer {
  if (letter === 'h') return Buffer.from(value as Uint8Array)
  if (letter === 's') return Buffer.from(`${String.fromCharCode(String(value).length)}${value}`)
  const bytes = Buffer.alloc(bytesOf(letter))
  let left = BigInt(value as bigint)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number(left & 255n)
    left >>= 8n
  }
  return bytes
}

function bytesOf(letter: string): number {
  const found = Object.entries(size).find(([name]) => name === letter)
  if (found === undefined) throw new Error(`no letter ${letter}`)
  return found[1]
}

type Json = Readonly<Record<string, number | boolean | string>>

/** Bigints with an `n` before them, bytes as hex behind an `h`, texts behind an `s`. */
function toJson(value: Readonly<Record<string, Plain>>): Json {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (typeof each === 'bigint') return [name, `n${each}`]
      if (typeof each === 'string') return [name, `s${each}`]
      return [name, each instanceof Uint8Array ? `h${Buffer.from(each).toString('hex')}` : each]
    }),
  )
}

/** A contract with one method that encodes and decodes samples, one a layout. */
function sourceOf(contract: string, layouts: readonly Layout[]): string {
  const path = (file: string) =>
    JSON.stringify(join(findRoot(), 'contracts', contract, 'state', `${file}.ts`))
  const imports = new Map(layouts.map(({ record, file }) => [record, file]))
  return `import { hexDecode, hexEncode, input, utf8Decode, valueReturn } from '@host'
${[...imports].map(([record, file]) => `import { ${record} } from ${path(file)}`).join('\n')}
type Codec = { encode(value: unknown): Uint8Array; decode(bytes: Uint8Array): object }
const codecs = [${layouts.map(({ record }) => record).join(', ')}] as unknown as readonly Codec[]
function fromJson(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name,
    typeof each !== 'string' ? each
      : each[0] === 'n' ? BigInt(each.slice(1))
      : each[0] === 's' ? each.slice(1)
      : hexDecode(each.slice(1))]))
}
function toJson(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name,
    typeof each === 'bigint' ? 'n' + each
      : typeof each === 'string' ? 's' + each
      : each instanceof Uint8Array ? 'h' + hexEncode(each) : each]))
}
export function round(): void {
  const asked = JSON.parse(utf8Decode(input())) as readonly [object, string][]
  valueReturn(JSON.stringify(asked.map(([value, bytes], i) => [
    hexEncode(codecs[i]!.encode(fromJson(value))),
    toJson(codecs[i]!.decode(hexDecode(bytes)!)),
  ])))
}`
}
