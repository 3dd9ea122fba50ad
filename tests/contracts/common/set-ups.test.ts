/** Set-ups that would give one account two parts, or a ladder nothing to do, are refused and leave no trace. */
import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { sharedCallsAs } from '../../support/calls.js'
import * as ladder from '../../support/ladder-fixture.js'
import * as licensing from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { scene } from '../../support/scene.js'
import { dayNs } from '../../support/units.js'

const governed = { owner_id: 'hub.near', guardian_id: 'guardian.near' }
const neighbours = ['channels_id', 'competition_id', 'ladder_id', 'licensing_id', 'identity_id']

const good: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  channels: {
    ...governed,
    fee_bps: 0,
    fee_recipient_id: 'hub.near',
    licensing_id: 'licensing.near',
  },
  competition: {
    ...governed,
    ladder_id: 'ladder.near',
    licensing_id: 'licensing.near',
    tiers: 3,
  },
  ladder: { ...ladder.initArgs, ...governed, identity_id: 'identity.near' },
  licensing: { ...licensing.initArgs, ...governed },
}

for (const [name, init] of Object.entries(good)) {
  test(`INV-50: ${name} is set up with neighbours of their own`, async (t) => {
    const contractId = `${name}.hub.near`
    const devnet = await scene({ [contractId]: readWasm(name) }, [], { seed: `set-up of ${name}` })
    t.teardown(devnet.close)
    const self = sharedCallsAs(devnet, contractId)(contractId)
    const named = neighbours.filter((neighbour) => neighbour in init)
    t.true(named.length > 0)
    for (const [at, neighbour] of named.entries()) {
      await refused(t, 'ERR_ARGS', self.init({ ...init, [neighbour]: contractId }), neighbour)
      const other = named[(at + 1) % named.length] ?? neighbour
      if (other === neighbour) continue
      await refused(t, 'ERR_ARGS', self.init({ ...init, [neighbour]: init[other] }), neighbour)
    }
    if (name === 'ladder') {
      const nowNs = devnet.chain.head().header.timestampNs
      const late = { ...init, genesis_ns: String(nowNs + 366n * dayNs) }
      await refused(t, 'ERR_ARGS', self.init(late))
      await refused(t, 'ERR_ARGS', self.init({ ...init, genesis_ns: String(2n ** 64n - 1n) }))
      for (const size of ['', ladder.tiers[0].size]) {
        const [base, first, ...rest] = ladder.tiers
        const tiers = [base, { ...first, size }, ...rest]
        await refused(t, 'ERR_ARGS', self.init({ ...init, tiers }), size)
      }
    }
    await refused(t, '', self.init(init))
  })
}
