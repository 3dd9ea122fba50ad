import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createDevnet } from '@research-hub/devnet'
import { readConfig } from '@research-hub/scripts/config'
import type { Deployment } from '@research-hub/scripts/deploy/execute'
import { folderKeys, memoryKeys, readKeyFile } from '@research-hub/scripts/deploy/keys'
import { observe } from '@research-hub/scripts/deploy/observe'
import { describeStep, makePlan } from '@research-hub/scripts/deploy/plan'
import { deploy } from '@research-hub/scripts/deploy/run'
import { type Desired, desiredState } from '@research-hub/scripts/deploy/targets'
import { findRoot } from '@research-hub/scripts/root'
import { embedded, memoryJournal } from '@research-hub/sdk'
import test from 'ava'

const run = promisify(execFile)
const rootId = 'hub.near'

type Setting = { readonly deployment: Deployment; readonly desired: Desired }

async function setting(): Promise<Setting> {
  const config = readConfig()
  const devnet = await createDevnet({ rootAccountId: rootId })
  const authorities = { ownerId: rootId, guardianId: rootId, treasuryId: rootId }
  const desired = desiredState(config, rootId, authorities)
  const { accountId, secretKey } = devnet.root
  const deployment = {
    transport: embedded(devnet),
    networkId: devnet.chain.options.chainId,
    root: { accountId, secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}` as const },
    ids: desired.ids,
    keys: memoryKeys(),
    amounts: config.deploy,
    journal: memoryJournal(),
  }
  return { deployment, desired }
}

const keep = { removesKeys: false }

test('the plan is what is done, and after it nothing is left to do', async (t) => {
  const { deployment, desired } = await setting()
  const done: string[] = []
  const steps = await deploy(deployment, desired, {
    ...keep,
    onStep: (step) => {
      done.push(describeStep(step))
    },
  })
  t.deepEqual(done, steps.map(describeStep))
  t.is(steps.length, 11)
  t.deepEqual(await deploy(deployment, desired, keep), [])
  const { accounts } = await observe(deployment.transport, desired)
  for (const { accountId, codeHash } of desired.targets) {
    t.like(accounts.get(accountId), { exists: true, codeHash, isInitialised: true })
  }
})

test('a plan alone changes nothing', async (t) => {
  const { deployment, desired } = await setting()
  const steps = await deploy(deployment, desired, { ...keep, planOnly: true })
  t.is(steps.length, 11)
  t.deepEqual(await deploy(deployment, desired, { ...keep, planOnly: true }), steps)
})

test('a run that stops after any step is finished by the next one, which does the rest only', async (t) => {
  const whole = await setting()
  const all = makePlan(
    whole.desired,
    await observe(whole.deployment.transport, whole.desired),
    keep,
  )
  for (let stop = 1; stop < all.length; stop++) {
    const { deployment, desired } = await setting()
    let done = 0
    const stopped = deploy(deployment, desired, {
      ...keep,
      onStep: () => {
        done += 1
        if (done === stop) throw new Error('killed')
      },
    })
    await t.throwsAsync(stopped, { message: 'killed' })
    const rest = await deploy(deployment, desired, keep)
    t.deepEqual(rest.map(describeStep), all.slice(stop).map(describeStep))
    t.deepEqual(await deploy(deployment, desired, keep), [])
  }
})

test('on request no full-access key stays, and code then changes by proposal only', async (t) => {
  const { deployment, desired } = await setting()
  await deploy(deployment, desired, { removesKeys: true })
  const { accounts } = await observe(deployment.transport, desired)
  for (const { accountId } of desired.targets) {
    t.deepEqual(accounts.get(accountId)?.fullAccessKeys, [])
  }
  t.deepEqual(await deploy(deployment, desired, { removesKeys: true }), [])
  const [first, ...others] = desired.targets
  if (first === undefined) return t.fail()
  const changed = { ...desired, targets: [{ ...first, codeHash: 'another' }, ...others] }
  const plan = await deploy(deployment, changed, { removesKeys: true })
  t.deepEqual(
    plan.map(({ kind }) => kind),
    ['propose-upgrade'],
  )
})

test('new code goes to a contract whose key is there, and its records stay', async (t) => {
  const { deployment, desired } = await setting()
  await deploy(deployment, desired, keep)
  const [channels, competition, ...others] = desired.targets
  if (channels === undefined || competition === undefined) return t.fail()
  const { wasm, codeHash } = competition
  const changed = { ...desired, targets: [{ ...channels, wasm, codeHash }, competition, ...others] }
  const plan = await deploy(deployment, changed, keep)
  t.deepEqual(
    plan.map(({ kind }) => kind),
    ['redeploy'],
  )
  const { accounts } = await observe(deployment.transport, changed)
  t.like(accounts.get(channels.accountId), { codeHash, isInitialised: true })
})

test('key files are their owner\u2019s alone, and are made once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'))
  const key = folderKeys(folder).keyOf('a.near')
  t.deepEqual(folderKeys(folder).keyOf('a.near'), key)
  const path = join(folder, 'a.near.json')
  t.is((await stat(path)).mode & 0o777, 0o600)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('private_key', 'something'))
  t.throws(() => readKeyFile(path), { message: /private_key/ })
  await rm(folder, { recursive: true })
})

test('the command prints a plan, and says what is wrong with its arguments', async (t) => {
  const cwd = findRoot()
  const command = (...words: string[]) =>
    run(process.execPath, ['scripts/dist/deploy.js', ...words], { cwd })
  const { stdout } = await command('--plan')
  t.regex(stdout, /network devnet, root account hub\.near/)
  t.regex(stdout, /channels: channels\.hub\.near/)
  await t.throwsAsync(command('--network', 'nowhere'), { message: /no network 'nowhere'.*devnet/s })
  await t.throwsAsync(command('--yes', '--plan'), { message: /exclude each other/ })
  await t.throwsAsync(command('--what'), { message: /unknown argument '--what'/ })
})
