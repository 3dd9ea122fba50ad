/**
 * The one log of a batch. A receipt may log 16 384 bytes, so up to 500 settled entries are named one by
 * one; of a longer batch the log has the hash of the input, which is public in the transaction.
 */
import { base64Encode, bytesCopy, hexEncode, sha256 } from '@research-hub/compiler/host'
import { emit } from '../../common/wire/events.js'
import { loggedLength, maxLogged } from '../rules/batch.js'
import { part, type Rise } from './rise.js'

const log = new Uint8Array(maxLogged * loggedLength)
let count = 0

/** Notes a rise that was committed: how the channel's id begins, and by how much the channel rose. */
export function noteSettled({ moved }: Rise, bytes: Uint8Array, idAt: number): void {
  if (count < maxLogged) {
    const to = count * loggedLength
    bytesCopy(log, to, bytes, idAt, 8)
    bytesCopy(log, to + 8, moved, part.delta, 16)
  }
  count++
}

/** Emits the log with what else is known of the batch. */
export function emitBatch(
  event: string,
  data: Readonly<Record<string, string | number>>,
  input: Uint8Array,
): void {
  if (count === 0) return
  const entries: Readonly<Record<string, string>> =
    count <= maxLogged
      ? { entries: base64Encode(log.subarray(0, count * loggedLength)) }
      : { input_sha256: hexEncode(sha256(input)) }
  emit(event, { ...data, count, ...entries })
}
