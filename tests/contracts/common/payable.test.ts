/** Every call is payable or refuses a deposit, whatever else is wrong with it; what is attached is somebody's. */
import { contractNames, isHubError } from '@research-hub/sdk'
import test from 'ava'
import { callsOf, deployedHub, sampleArgs } from '../../support/abi-samples.js'
import { near, tgas } from '../../support/units.js'

for (const contract of contractNames) {
  test(`INV-49: ${contract}: a call that takes no deposit refuses one before it looks at anything`, async (t) => {
    const { devnet, hub, ids } = await deployedHub()
    t.teardown(devnet.close)
    const { calls, where } = await callsOf(contract)
    const closed = calls.filter(({ modifiers }) => modifiers?.includes('payable') !== true)
    t.true(closed.length > 5)
    for (const method of closed) {
      for (const args of [sampleArgs(method, where), {}]) {
        const call = { methodName: method.name, args, gas: 300n * tgas, depositYocto: 1n }
        const error: unknown = await hub.send(ids[contract], [call]).catch((cause) => cause)
        t.true(isHubError(error, 'ERR_NOT_PAYABLE'), `${method.name}: ${String(error)}`)
      }
    }
  })

  test(`INV-49: ${contract}: what a payable call keeps is owed to somebody`, async (t) => {
    const { devnet, hub, ids } = await deployedHub()
    t.teardown(devnet.close)
    const { abi, calls, where } = await callsOf(contract)
    if (!abi.body.functions.some(({ name }) => name === 'solvency')) return t.pass('holds no money')
    await hub.send(ids[contract], [
      { methodName: 'storage_deposit', args: {}, gas: 30n * tgas, depositYocto: 5n * near },
    ])
    const surplus = async (): Promise<bigint> => {
      const books = (await devnet.view(ids[contract], 'solvency', { token: 'NEAR' })) as {
        holds: string
        owed: string
      }
      return BigInt(books.holds) - BigInt(books.owed)
    }
    let kept = 0
    for (const method of calls.filter(({ modifiers }) => modifiers?.includes('payable'))) {
      for (const depositYocto of [1n, near, 50n * near]) {
        const before = await surplus()
        const args = sampleArgs(method, where)
        const call = { methodName: method.name, args, gas: 300n * tgas, depositYocto }
        const done = await hub.send(ids[contract], [call]).then(
          () => true,
          () => false,
        )
        if (done) kept++
        const gained = (await surplus()) - before
        // A contract's part of the gas that its code burns and the yocto that shows a full-access key.
        const most = near / 100n
        t.true(gained >= 0n && gained < most, `${method.name} with ${depositYocto}: ${gained}`)
      }
    }
    t.true(kept > 0)
  })
}
