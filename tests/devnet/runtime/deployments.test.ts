/** How many deployments a receipt may have. */
import test from 'ava'
import { action, start } from './universal-fixture.js'

test('a receipt has ten deployments at most; before protocol 84 only actions were counted', async (t) => {
  const deployments = (count: number): Uint8Array[] =>
    Array.from({ length: count }, (_, i) =>
      i % 2 === 0 ? action.deploy(new Uint8Array(1)) : action.deployGlobal(new Uint8Array(1)),
    )
  const { send } = await start(t, { profile: '86' })
  t.is((await send('user.test.near', deployments(10))).refused, undefined)
  t.deepEqual((await send('user.test.near', deployments(11))).refused, {
    ActionsValidation: {
      TotalNumberOfDeployActionsExceeded: { number_of_deploy_actions: 11, limit: 10 },
    },
  })
  const classic = await start(t, { profile: 'classic' })
  t.is((await classic.send('user.test.near', deployments(100))).refused, undefined)
  t.deepEqual((await classic.send('user.test.near', deployments(101))).refused, {
    ActionsValidation: {
      TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
    },
  })
})
