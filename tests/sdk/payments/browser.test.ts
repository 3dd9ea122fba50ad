import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveOnLoopback } from '@research-hub/inference-server'
import test from 'ava'
import { browserBundle } from '../../support/browser-bundle.js'
import { channelHex, fakeProvider, streamOf } from '../../support/fake-provider.js'

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)
const run = chromium === undefined ? test.skip : test.serial

/** What the page runs: a fresh key, a journal in localStorage, and a stream that is paid. */
const page = `
import { createPaidFetch, createWallet, fromHex, signerFromSeed, storageJournal } from '@research-hub/sdk/payments'
const report = (body) => fetch('/result', { method: 'POST', body: JSON.stringify(body) })
try {
  const { seed, channelId, offer } = await (await fetch('/setup')).json()
  const signer = await signerFromSeed(fromHex(seed))
  const paid = createPaidFetch({
    contractId: offer.contractId,
    chainId: offer.chainId,
    maxPricePerTokenYocto: 10n,
    maxPricePerRequestYocto: 100n,
    wallet: await createWallet({ journal: storageJournal(localStorage), perDayYocto: 5000n }),
    openChannel: async () => ({ signer, channelId: fromHex(channelId), depositYocto: 1000000n }),
  })
  const response = await paid('/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], stream: true }),
  })
  const text = await response.text()
  const again = await createWallet({ journal: storageJournal(localStorage) })
  await report({
    text,
    signed: String(paid.sessions.get(offer.payeeId).signedYocto()),
    journaled: String(again.signedYocto({ channelId, payeeId: offer.payeeId, lane: 0 })),
  })
} catch (error) {
  await report({ error: String(error && error.stack) })
}
`

run(
  `a browser pays a stream with the bundle${chromium === undefined ? ' (skipped: no chromium is installed)' : ''}`,
  async (t) => {
    t.timeout(240_000)
    const seed = '2a'.repeat(32)
    const provider = fakeProvider(() => streamOf(40), { signerSeed: new Uint8Array(32).fill(0x2a) })
    const { code } = await browserBundle(page)
    let report: (body: unknown) => void = () => undefined
    const reported = new Promise((resolve) => {
      report = resolve
    })
    const { app } = provider
    app.get('/', (c) => c.html('<script type="module" src="/page.js"></script>'))
    app.get('/page.js', (c) => c.body(code, 200, { 'content-type': 'text/javascript' }))
    app.get('/setup', (c) => {
      const { contractId, chainId, payeeId } = provider.offer
      return c.json({ seed, channelId: channelHex, offer: { contractId, chainId, payeeId } })
    })
    app.post('/result', async (c) => {
      report(await c.req.json())
      return c.body(null, 204)
    })
    const server = await serveOnLoopback(app)
    const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
    const browser = spawn(
      chromium ?? '',
      [...flags, `--user-data-dir=${profile}`, '--remote-debugging-port=0', server.url],
      { stdio: 'ignore' },
    )
    try {
      const result = (await reported) as Record<string, string>
      t.is(result.error, undefined)
      t.regex(result.text ?? '', /"content":"t39 "/)
      t.is(result.signed, '500')
      t.is(result.journaled, '500')
      const entry = await provider.ledger.entry(channelHex)
      t.is(entry?.spentYocto, 500n)
      t.is(entry?.acceptedYocto, 500n)
    } finally {
      const ended = new Promise((resolve) => browser.once('exit', resolve))
      browser.kill('SIGKILL')
      await ended
      await server.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  },
)
