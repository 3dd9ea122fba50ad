/** The devnet's hand-written codecs against Borsh schemas of the same structures. */
import { delegateSigningBytes } from '@research-hub/devnet/internal/primitives/action-codec'
import {
  decodeSignedTransaction,
  encodeTransaction,
} from '@research-hub/devnet/internal/primitives/transaction-codec'
import type { Signature, Transaction } from '@research-hub/devnet/internal/primitives/types'
import {
  encodeBorsh,
  encodeDelegateToSign,
  signatureSchema,
  transactionSchema,
  transactionV1Schema,
} from '@research-hub/sdk/codecs'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'
import { anyDelegate, anyTransaction } from './any-transaction.js'
import { delegateValue, keyValue, transactionValue } from './schema-values.js'

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b)

const bySchema = (transaction: Transaction): Uint8Array =>
  encodeBorsh(
    transaction.versionOne === undefined ? transactionSchema : transactionV1Schema,
    transactionValue(transaction),
  )

test('a transaction of any actions is written as the schemas say', (t) => {
  fuzz(
    t,
    fc.property(anyTransaction, (transaction) =>
      same(encodeTransaction(transaction), bySchema(transaction)),
    ),
    300,
  )
})

test('what the schemas write is read back as the transaction that it was', (t) => {
  const signature: Signature = { keyType: 'ed25519', data: new Uint8Array(64).fill(7) }
  const signed = encodeBorsh(signatureSchema, keyValue(signature))
  fuzz(
    t,
    fc.property(anyTransaction, (transaction) => {
      const decoded = decodeSignedTransaction(
        Uint8Array.from([...bySchema(transaction), ...signed]),
      )
      t.deepEqual(decoded.signature, signature)
      return same(encodeTransaction(decoded.transaction), bySchema(transaction))
    }),
    300,
  )
})

test('NEP-366 what a delegate signs is what the schema says, behind its tag', (t) => {
  fuzz(
    t,
    fc.property(anyDelegate(false), (delegate) => {
      const signed = encodeDelegateToSign(delegateValue(delegate))
      return same(delegateSigningBytes(delegate), signed)
    }),
  )
})
