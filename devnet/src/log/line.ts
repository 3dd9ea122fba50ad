/** Lines of a log: a checksum, a space and JSON, so that a line cut short is never taken for whole. */
import { sha256 } from '../primitives/hash.js'
import { writeJson } from '../rpc/wire/json.js'
import { isObject, type ParamsObject } from '../rpc/wire/params.js'

const checksumLength = 16

export function encodeLine(entry: unknown): Buffer {
  const text = writeJson(entry)
  return Buffer.from(`${checksum(text)} ${text}\n`)
}

/** `undefined` for a line that is damaged or was not written to its end. */
export function decodeLine(line: Buffer): ParamsObject | undefined {
  const text = line.toString('utf8')
  const body = text.slice(checksumLength + 1)
  if (text.slice(0, checksumLength) !== checksum(body)) return undefined
  const entry: unknown = JSON.parse(body)
  return isObject(entry) ? entry : undefined
}

function checksum(text: string): string {
  return Buffer.from(sha256(Buffer.from(text)))
    .toString('hex')
    .slice(0, checksumLength)
}
