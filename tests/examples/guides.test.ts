import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

const run = promisify(execFile)
const root = findRoot()

/** What each guide's program says last. */
const endings: Readonly<Record<string, RegExp>> = {
  'dapp-developer': /ERR_NOT_REGISTERED: .*storage_deposit.*sent once: true.*solvent: true/s,
  researcher: /entry 1 is revealed/,
  consumer: /paid a quarter, got 75 % back/,
  provider: /earned and withdrew [1-9][0-9]{18,} yoctoNEAR by conditional and voucher/,
  organiser: /is in registration with 10 NEAR.*the sponsor has 5 NEAR back/s,
}

for (const [name, ending] of Object.entries(endings)) {
  test(`the guide for ${name} shows its program, and the program runs`, async (t) => {
    const shown = /```ts\n([\s\S]*?)```/.exec(
      readFileSync(join(root, 'docs', 'guides', `${name}.md`), 'utf8'),
    )?.[1]
    t.is(shown, readFileSync(join(root, 'examples', 'guides', 'src', `${name}.ts`), 'utf8'))
    const program = join('examples', 'guides', 'dist', `${name}.js`)
    const { stdout } = await run(process.execPath, [program], { cwd: root })
    t.regex(stdout, ending)
  })
}
