/** What a pause stops, in every contract: the methods of this table under their bit, and no other under any. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import { type ContractName, contractNames } from '@research-hub/sdk'
import test from 'ava'
import { callsOf, deployedHub, sampleArgs } from '../../support/abi-samples.js'
import { accountOf, codeOf } from '../../support/calls.js'
import { baseConfig } from '../../support/competition-fixture.js'
import { tgas } from '../../support/units.js'

type Row = {
  readonly contract: ContractName
  readonly method: string
  readonly bit: number
  /** Who loses nothing by waiting, and why. */
  readonly protected: string
}

/** The table of `docs/security.md`, line by line. */
const rows: readonly Row[] = readFileSync(join(findRoot(), 'docs', 'security.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, contract, method, bit, reason] =
      /^\| (\w+) \| `(\w+)` \| (\d+) \| (.+) \|$/.exec(line) ?? []
    const name = contractNames.find((known) => known === contract)
    return name === undefined || method === undefined || reason === undefined
      ? []
      : [{ contract: name, method, bit: Number(bit), protected: reason }]
  })

/** Where arguments that decode are not enough. */
const good: Readonly<Record<string, object>> = {
  'competition.create_series': { config: baseConfig, period_s: 2_592_000 },
}

for (const contract of contractNames) {
  test(`INV-33: ${contract}: each bit stops its own methods, and nothing else stops for any`, async (t) => {
    const { devnet, ids } = await deployedHub()
    t.teardown(devnet.close)
    const owner = accountOf(devnet, 'hub.near')
    const { calls, where } = await callsOf(contract)
    const own = rows.filter((row) => row.contract === contract)
    t.true(own.length > 0)
    for (const { method } of own)
      t.true(
        calls.some(({ name }) => name === method),
        method,
      )
    const start = devnet.snapshot()
    for (const bit of new Set([...own.map((row) => row.bit), 2 ** 30])) {
      await devnet.call(owner, ids[contract], 'pause', { features: bit })
      const paused = devnet.snapshot()
      for (const method of calls) {
        const isPayable = method.modifiers?.includes('payable') === true
        let isStopped = false
        for (const depositYocto of isPayable ? [1n, 10n ** 24n] : [0n]) {
          devnet.revert(paused)
          const args = good[`${contract}.${method.name}`] ?? sampleArgs(method, where)
          const options = { gas: 300n * tgas, depositYocto }
          const result = await devnet.call(owner, ids[contract], method.name, args, options)
          isStopped ||= codeOf(result) === 'ERR_PAUSED'
        }
        const isListed = own.some((row) => row.method === method.name && row.bit === bit)
        t.is(isStopped, isListed, `${method.name} under ${bit}`)
      }
      devnet.revert(start)
    }
  })
}
