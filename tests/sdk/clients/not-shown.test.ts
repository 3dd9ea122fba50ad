import { applyRules } from '@research-hub/scripts/generate/apply-rules'
import { rulesOf } from '@research-hub/scripts/generate/rules/index'
import { contractNames, isHubError } from '@research-hub/sdk'
import test from 'ava'
import { callsOf, deployedHub, sampleArgs } from '../../support/abi-samples.js'
import { tgas } from '../../support/units.js'

test('clients show exactly what others than tokens and neighbouring contracts may call', async (t) => {
  const { hub, ids } = await deployedHub()
  const undecoded: string[] = []
  for (const contract of contractNames) {
    const { abi, calls, where } = await callsOf(contract)
    const shown = applyRules(contract, abi, rulesOf[contract] ?? { methods: {} }).methods
    const refused: string[] = []
    for (const method of calls) {
      const isPayable = method.modifiers?.includes('payable') === true
      const call = {
        methodName: method.name,
        args: sampleArgs(method, where),
        gas: 300n * tgas,
        depositYocto: isPayable ? 1n : 0n,
      }
      const error: unknown = await hub.send(ids[contract], [call]).catch((cause) => cause)
      const isOfToken = method.name === 'ft_on_transfer' && isHubError(error, 'ERR_UNKNOWN_TOKEN')
      if (isOfToken || isHubError(error, 'ERR_NOT_NEIGHBOUR')) refused.push(method.name)
      if (isHubError(error, 'ERR_ARGS')) {
        undecoded.push(`${contract}.${method.name}`)
      }
    }
    const names = shown.map(({ name }) => name)
    const hidden = calls.map(({ name }) => name).filter((name) => !names.includes(name))
    t.deepEqual(refused.sort(), hidden.sort(), contract)
  }
  // Of the owner, and with more kinds of arguments than are worth making here.
  // A refund names an account or a pool, which its type cannot say.
  t.deepEqual(undecoded, [
    'competition.refund',
    'attestation.propose_measurement',
    'attestation.propose_policy',
  ])
})
