/** Who is which person, as the identity adapter says: a person has one account here. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { bytes32, type RecordOf, record, text, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'

export const personRecord = record({
  version: version(1),
  person: bytes32,
  untilNs: u64,
})

export type Person = RecordOf<typeof personRecord>

export const personAccountRecord = record({ accountId: text })

export function loadPerson(accountId: string): Person | undefined {
  const bytes = storageRead(`pe:${accountId}`)
  return bytes === undefined ? undefined : personRecord.decode(bytes)
}

export function accountOf(person: Uint8Array): string | undefined {
  const bytes = storageRead(keyOf(person))
  return bytes === undefined ? undefined : personAccountRecord.decode(bytes).accountId
}

export function savePerson(accountId: string, person: Person): void {
  storageWrite(`pe:${accountId}`, personRecord.encode(person))
  storageWrite(keyOf(person.person), personAccountRecord.encode({ accountId }))
}

export function removePerson(accountId: string, { person }: Person): void {
  storageRemove(`pe:${accountId}`)
  storageRemove(keyOf(person))
}

/** Both records; their storage is the adapter's. */
export function personBytes(accountId: string): bigint {
  const byPerson = 35 + personAccountRecord.size + accountId.length + 40
  return recordBytes(`pe:${accountId}`, personRecord.size) + BigInt(byPerson)
}

function keyOf(person: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode('pa:'), person])
}
