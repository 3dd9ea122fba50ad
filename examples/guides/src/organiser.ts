/** Opens a monthly series, puts a prize in escrow, and raises money for the next model. */
import { competitionRules, near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const organiser = await local.join('root')
const sponsor = await local.join('sponsor')

// The rules are frozen into each competition when it is rolled; anyone may roll it once a month
// and pays for its records until they are gone.
await organiser.competition.storageDeposit({ depositYocto: near })
const series = await organiser.competition.createSeries({
  config: competitionRules(),
  periodS: 2_592_000,
})
// Its results count on the ladder once the ladder's owner has named the series for its tier.
await organiser.ladder.setSeries({ tier: 0, seriesId: BigInt(series.returned) })
await sponsor.competition.storageDeposit({ depositYocto: near / 10n })
const rolled = await sponsor.competition.roll({ seriesId: BigInt(series.returned) })
const cid = BigInt(rolled.returned)

// It opens when its prize is in escrow. Should it fail, the sponsor gets back exactly what it gave.
await sponsor.competition.fund({ cid, depositYocto: 10n * near })
const { phase, prizeEscrow } = await organiser.competition.competition({ cid })
console.log(`competition ${cid} is in ${phase} with ${prizeEscrow / near} NEAR`)

// A pool for the next model: released in stages, refunded when it fails, filled by licence revenue too.
await organiser.ladder.storageDeposit({ depositYocto: near })
const monthNs = 2_592_000_000_000_000n
const deadlineNs = local.nowNs() + monthNs
const pool = await organiser.ladder.createPool({
  tier: 1,
  token: 'NEAR',
  managerId: 'hub.near',
  goal: 20n * near,
  deadlineNs,
  stages: [{ limit: 20n * near, deadlineNs: deadlineNs + monthNs }],
})
const poolId = BigInt(pool.returned)
await sponsor.ladder.storageDeposit({ depositYocto: near / 10n })
await sponsor.ladder.contribute({ poolId, depositYocto: 5n * near })

// Thirty days later the goal is missed, and everybody is paid back.
local.advance(2_600_000)
await sponsor.ladder.refund({ poolId, accountId: 'sponsor.hub.near' })
const credit = await sponsor.ladder.creditOf({ accountId: 'sponsor.hub.near', token: 'NEAR' })
console.log(`the sponsor has ${credit / near} NEAR back`)
await local.close()
