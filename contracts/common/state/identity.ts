/** Which contract the records are of, and by which layouts they were written: what an upgrade compares its code with. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import { declaredSource } from '../wire/source.js'
import { type RecordOf, record, text, u16, version } from './record.js'

export const identityRecord = record({ version: version(1), name: text, layout: u16 })
type Identity = RecordOf<typeof identityRecord>

const key = 'y:'

/** What `self_test` reads beside the records that all contracts have. */
const readBack: (() => unknown)[] = []

/** Declares, at module level, a read that new code must be able to do. */
export function readInSelfTest(read: () => unknown): void {
  readBack.push(read)
}

function loadIdentity(): Identity {
  return identityRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

/** Notes that the records are this code's. */
export function saveIdentity(): void {
  const { name, layout } = declaredSource()
  storageWrite(key, identityRecord.encode({ name, layout }))
}

/** Fails when the records are of another contract, or of later layouts than this code knows. */
export function requireOwnRecords(): void {
  const { name, layout } = loadIdentity()
  const code = declaredSource()
  if (name !== code.name || layout > code.layout) {
    fail('ERR_UPGRADE_CONTRACT', code.name, code.layout, name, layout)
  }
}

/** Fails unless `migrate` of this very code has run and what it must read is readable. */
export function requireReadable(): void {
  const { name, layout } = loadIdentity()
  const code = declaredSource()
  if (name !== code.name || layout !== code.layout) {
    fail('ERR_UPGRADE_CONTRACT', code.name, code.layout, name, layout)
  }
  for (const read of readBack) read()
}
