/** The `msg` of a token transfer: a method and its arguments. Pure. */
import { utf8Encode } from '@research-hub/compiler/host'
import { fail } from '../errors.js'

export function parseTransferMessage(msg: string): {
  readonly method: string
  readonly args: Uint8Array
} {
  let value: unknown
  try {
    value = JSON.parse(msg)
  } catch (_error) {
    fail('ERR_TRANSFER_MESSAGE', 'not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail('ERR_TRANSFER_MESSAGE', 'not a JSON object')
  }
  const { method, args, ...rest } = value as Record<string, unknown>
  if (typeof method !== 'string' || Object.keys(rest).length > 0) {
    fail('ERR_TRANSFER_MESSAGE', 'not of a method and args alone')
  }
  return { method, args: utf8Encode(JSON.stringify(args ?? {})) }
}
