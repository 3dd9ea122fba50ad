/**
 * The files of a log: `blocks.log`, then `blocks.1.log`, `blocks.2.log` and so on. A new file
 * appears whole, by rename, and only then may older ones go; so a crash leaves at most a file too
 * many, never one too few.
 */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ParamsObject } from '../rpc/wire/params.js'
import { decodeLine, encodeLine } from './line.js'

export type Segments = {
  /** The number of the file that is being written. */
  readonly newest: () => number
  readonly append: (entry: unknown) => void
  /** Goes on in a new file that begins with `entry`. */
  readonly begin: (entry: unknown) => void
  readonly removeBelow: (number: number) => void
  readonly close: () => void
}

/**
 * Gives every line that is there to `replay`, with its file's number, cuts a torn last line off,
 * and goes on after it. Throws on damage before the end and when a file is missing between others.
 */
export function openSegments(
  folder: string,
  syncs: boolean,
  replay: (entry: ParamsObject, number: number) => void,
): Segments {
  let numbers = storedNumbers(folder)
  let newest = numbers.at(-1) ?? 0
  if (numbers.some((number, i) => number !== newest - (numbers.length - 1 - i))) {
    throw new Error(`${folder}: a file of the log is missing among ${numbers.map(nameOf)}`)
  }
  if (numbers.length === 0) numbers = [newest]
  const ends = numbers.map((number) =>
    replayFile(join(folder, nameOf(number)), number === newest, (entry) => replay(entry, number)),
  )
  let file = openForAppending(join(folder, nameOf(newest)), ends.at(-1) ?? 0)
  return {
    newest: () => newest,
    append: (entry) => {
      writeWhole(file, encodeLine(entry))
      if (syncs) fdatasyncSync(file)
    },
    begin: (entry) => {
      const path = join(folder, nameOf(newest + 1))
      const next = openSync(`${path}.new`, 'w', 0o600)
      writeWhole(next, encodeLine(entry))
      if (syncs) fdatasyncSync(next)
      renameSync(`${path}.new`, path)
      if (syncs) syncFolder(folder)
      closeSync(file)
      file = next
      newest++
      numbers.push(newest)
    },
    removeBelow: (number) => {
      for (const old of numbers.filter((held) => held < number)) {
        rmSync(join(folder, nameOf(old)), { force: true })
      }
      numbers = numbers.filter((held) => held >= number)
    },
    close: () => closeSync(file),
  }
}

function nameOf(number: number): string {
  return number === 0 ? 'blocks.log' : `blocks.${number}.log`
}

function storedNumbers(folder: string): number[] {
  const numbers: number[] = []
  for (const name of readdirSync(folder)) {
    const [start, middle, end, more] = name.split('.')
    const number = end === undefined ? 0 : Number(middle)
    if (start === 'blocks' && more === undefined && name === nameOf(number)) numbers.push(number)
  }
  return numbers.sort((left, right) => left - right)
}

function replayFile(
  path: string,
  mayBeTorn: boolean,
  replay: (entry: ParamsObject) => void,
): number {
  const bytes = readIfThere(path)
  let start = 0
  for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
    const entry = decodeLine(bytes.subarray(start, end))
    if (entry === undefined) {
      if (end + 1 < bytes.length) throw new Error(`${path}: damaged at byte ${start}`)
      break
    }
    replay(entry)
    start = end + 1
  }
  if (!mayBeTorn && start < bytes.length) throw new Error(`${path}: damaged at byte ${start}`)
  return start
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

// Truncated by a handle of its own: one for appending may not do that everywhere.
function openForAppending(path: string, end: number): number {
  const file = openSync(path, 'a', 0o600)
  const whole = openSync(path, 'r+')
  ftruncateSync(whole, end)
  closeSync(whole)
  return file
}

// A full disk or a signal may cut a write short; a disk that stays full throws.
function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

// The new name must be on the disk before older files go.
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
