import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxEnvironment } from '@research-hub/devnet'
import test from 'ava'
import { JsonRpcProvider, KeyPair } from 'near-api-js'
import { Sandbox } from 'near-sandbox-0.3'

Object.assign(process.env, sandboxEnvironment())

test('near-sandbox 0.3 starts, edits the genesis, dumps and stops', async (t) => {
  const key = KeyPair.fromRandom('ed25519')
  const sandbox = await Sandbox.start({
    config: {
      additionalAccounts: [
        {
          accountId: 'alice.near',
          publicKey: key.getPublicKey().toString(),
          privateKey: key.toString(),
          balance: 7n * 10n ** 24n,
        },
      ],
    },
  })
  try {
    const provider = new JsonRpcProvider({ url: sandbox.rpcUrl })
    const balanceOf = async (accountId: string): Promise<bigint> =>
      (await provider.viewAccount({ accountId })).amount
    t.is(await balanceOf('alice.near'), 7n * 10n ** 24n)
    t.is(await balanceOf('sandbox'), 10_000n * 10n ** 24n)
    const { genesis } = await sandbox.dump()
    const ids = (genesis.records as readonly { Account?: { account_id: string } }[]).flatMap(
      ({ Account }) => (Account === undefined ? [] : [Account.account_id]),
    )
    t.true(ids.includes('alice.near') && ids.includes('test.near'))
  } finally {
    await sandbox.tearDown()
  }
})

test.serial(
  'a home made by init runs, answers and ends cleanly, as often as it is started',
  async (t) => {
    const binary = sandboxEnvironment().NEAR_SANDBOX_BIN_PATH ?? ''
    const home = mkdtempSync(join(tmpdir(), 'near-home-'))
    t.is(spawnSync(binary, ['--version']).status, 0)
    t.is(spawnSync(binary, ['--home', home, 'init', '--fast']).status, 0)
    for (let start = 0; start < 3; start++) {
      const port = 20_000 + Math.floor(Math.random() * 20_000)
      const child = spawn(binary, ['--home', home, 'run', '--rpc-addr', `127.0.0.1:${port}`])
      const isUp = async (): Promise<boolean> =>
        fetch(`http://127.0.0.1:${port}/status`).then(
          ({ ok }) => ok,
          () => false,
        )
      while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 5))
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      t.is(await exited, 0)
    }
  },
)
