/** Enters a competition: a bond, a commitment that nobody can copy, and the artefact behind it. */
import { createHash, randomBytes } from 'node:crypto'
import { entryCommitment, merkleTree } from '@research-hub/sdk/codecs'
import { toHex } from '@research-hub/sdk/payments'
import { modelParts, trainModel } from '@research-hub/tiny-lm'
import { competitionRules, enrolJudges, near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const organiser = await local.join('root')
await organiser.competition.storageDeposit({ depositYocto: near })
const series = await organiser.competition.createSeries({
  config: competitionRules(),
  periodS: 2_592_000,
})
const rolled = await organiser.competition.roll({ seriesId: BigInt(series.returned) })
const cid = BigInt(rolled.returned)
await organiser.competition.fund({ cid, depositYocto: 10n * near })
// Without enough evaluators that stake on it, a contest ends before anybody shows anything.
await enrolJudges(local, cid)

// The bond comes back with the result; what is attached beyond it pays for storage.
const researcher = await local.join('researcher')
const accountId = 'researcher.hub.near'
await researcher.competition.storageDeposit({ depositYocto: near / 10n })
await researcher.competition.apply({ cid, depositYocto: near + near / 20n })

// The artefact is named by a Merkle root over its parts; the manifest says how it was made.
const model = trainModel(new TextEncoder().encode('to be or not to be. '.repeat(50)), { order: 3 })
const leaves = modelParts(model).map(({ bytes }) => bytes)
const artifactRoot = toHex(merkleTree(leaves).root)
const manifestRoot = createHash('sha256').update('order 3, one line of Shakespeare').digest('hex')

// Keep the salt: without it the commitment cannot be revealed and part of the bond is lost.
const salt = randomBytes(32).toString('hex')
const context = { chainId: local.chainId, contractId: 'competition.hub.near', cid }
const commitment = entryCommitment(context, { accountId, artifactRoot, manifestRoot, salt })
local.advance(86_400)
await researcher.competition.commit({ cid, commitment })

// After the deadline everyone shows what they had; who committed first to the same artefact has it.
local.advance(86_400)
await researcher.competition.reveal({ cid, artifactRoot, manifestRoot, salt })
const entry = await researcher.competition.entry({ cid, accountId })
console.log(`entry ${entry?.entryId} is ${entry?.status}`)
await local.close()
