import test from 'ava'
import { browserBundle } from '../../support/browser-bundle.js'
import { matchSnapshot } from '../../support/snapshot.js'

const payments = "export * from '@research-hub/sdk/payments'"

test('the payments subpath is at most 12 kB gzipped in a browser', async (t) => {
  const { gzipped, minified } = await browserBundle(payments)
  t.true(gzipped <= 12_000, `${gzipped} bytes`)
  const all = await browserBundle(
    `${payments}
     export * from '@research-hub/sdk/payments/conditional'
     export * from '@research-hub/sdk/payments/multi'`,
  )
  matchSnapshot(t, 'payments-bundle', {
    gzipped,
    minified,
    'gzipped with conditional and multi': all.gzipped,
  })
})

test('it brings neither the RPC client nor anything of a server', async (t) => {
  const { modules } = await browserBundle(payments)
  t.deepEqual(
    modules.filter((id) => /near-api-js|payments\/server|hono|pglite|postgres|^node:/.test(id)),
    [],
  )
  // Beside the SDK's own files only the hash functions.
  t.deepEqual(
    [...new Set(modules.filter((id) => id.includes('/node_modules/')).map(packageOf))],
    ['@noble/hashes'],
  )
})

function packageOf(id: string): string {
  return (
    /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.slice(id.lastIndexOf('/node_modules/')))?.[1] ?? id
  )
}
