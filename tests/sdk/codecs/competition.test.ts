import { createHash } from 'node:crypto'
import {
  entryPreimage,
  saltPreimage,
  scoresPreimage,
} from '@research-hub/contracts/competition/rules/hashes'
import { entryCommitment, saltHash, scoresCommitment } from '@research-hub/sdk/codecs'
import { fromHex } from '@research-hub/sdk/payments'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const hex32 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))
const account = fc.stringMatching(/^[a-z0-9]{2,20}\.near$/)
const cid = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n })
const scores = fc.array(fc.integer({ min: 0, max: 1_048_575 }), { minLength: 1, maxLength: 16 })

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('seals are hashed as the competition contract hashes them', (t) => {
  const all = fc.tuple(hex32, hex32, hex32, account, account, cid, scores)
  fuzz(
    t,
    fc.property(all, ([one, two, salt, entrantId, evaluatorId, id, list]) => {
      const context = { chainId: 'chain', contractId: 'competition.hub.near' }
      const sealed = { ...context, cid: id }
      t.is(
        entryCommitment(sealed, {
          accountId: entrantId,
          artifactRoot: one,
          manifestRoot: two,
          salt,
        }),
        hash(
          entryPreimage(context, String(id), entrantId, fromHex(one), fromHex(two), fromHex(salt)),
        ),
      )
      t.is(
        saltHash(sealed, evaluatorId, salt),
        hash(saltPreimage(context, String(id), evaluatorId, fromHex(salt))),
      )
      t.is(
        scoresCommitment(sealed, { entrantId, evaluatorId, seed: one, scores: list, salt }),
        hash(
          scoresPreimage(
            context,
            String(id),
            entrantId,
            evaluatorId,
            fromHex(one),
            list,
            fromHex(salt),
          ),
        ),
      )
    }),
  )
})

test('what is not 32 bytes is refused', (t) => {
  const context = { chainId: 'c', contractId: 'k.near', cid: 1n }
  t.throws(() => saltHash(context, 'e.near', '00'), { instanceOf: RangeError })
})
