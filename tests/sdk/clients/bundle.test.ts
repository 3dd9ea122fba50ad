import test from 'ava'
import { browserBundle } from '../../support/browser-bundle.js'

const oneView = `
  import { competitionMethods, contractViews, createReader, http } from '@research-hub/sdk/views'
  const transport = http('https://rpc.example')
  const reader = createReader({ transport, contracts: { competition: 'competition.hub.near' } })
  export const { phase } = contractViews(reader, 'competition', competitionMethods)`

test('reading a contract brings neither signing nor another contract’s methods', async (t) => {
  const { modules } = await browserBundle(oneView)
  const own = modules.filter((id) => id.includes('/sdk/dist/'))
  t.true(own.some((id) => id.endsWith('/generated/competition-methods.js')))
  t.deepEqual(
    own.filter((id) => /\/dist\/(sender|signers|payments|events)\//.test(id)),
    [],
  )
  t.deepEqual(
    own.filter((id) => /\/(channels|ladder|licensing|attestation)-methods\.js$/.test(id)),
    [],
  )
  t.deepEqual(
    modules.filter((id) => id.includes('/node_modules/') && !id.includes('/sdk/dist/')),
    [],
  )
})
