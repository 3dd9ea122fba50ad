/** Which contract the records are of, and by which layouts they were written: what an upgrade compares its code with. */
import { storageRead, storageWrite, utf8Decode } from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import { declaredSource } from '../wire/source.js'

const key = 'y:'

/** What `self_test` reads beside the records that all contracts have. */
const readBack: (() => unknown)[] = []

/** Declares, at module level, a read that new code must be able to do. */
export function readInSelfTest(read: () => unknown): void {
  readBack.push(read)
}

/** `name/layout`. */
function ofThisCode(): string {
  const { name, layout } = declaredSource()
  return `${name}/${layout}`
}

function ofRecords(): string {
  return utf8Decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

/** Notes that the records are this code's. */
export function saveIdentity(): void {
  storageWrite(key, ofThisCode())
}

/** Fails when the records are of another contract, or of later layouts than this code knows. */
export function requireOwnRecords(): void {
  const records = ofRecords()
  const [name, layout] = records.split('/')
  const code = declaredSource()
  if (name !== code.name || Number(layout) > code.layout) {
    fail('ERR_UPGRADE_CONTRACT', ofThisCode(), records)
  }
}

/** Fails unless `migrate` of this very code has run and what it must read is readable. */
export function requireReadable(): void {
  if (ofRecords() !== ofThisCode()) fail('ERR_UPGRADE_CONTRACT', ofThisCode(), ofRecords())
  for (const read of readBack) read()
}
