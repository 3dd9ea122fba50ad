import {
  createPayeeLedger,
  type LedgerEntry,
  totalHeldYocto,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { Crash, crashAt } from '../../support/crashes.js'
import {
  claim,
  closeStores,
  holdOf,
  ledgerId as id,
  storeKinds,
} from '../../support/ledger-stores.js'

test.after.always(closeStores)

const creditYocto = 50n

/** What the payer handed over and the payee let out, as far as the payee's calls returned. */
type Seen = { accepted: bigint; spent: bigint }

for (const kind of storeKinds) {
  // SQL databases are shared by their tests, so those run one after another.
  const here = {
    test: kind.skip !== undefined ? test.skip : kind.slow ? test.serial : test,
  }
  const suffix = kind.skip === undefined ? '' : ` (skipped: ${kind.skip})`

  for (const when of ['before', 'after'] as const) {
    here.test(
      `${kind.name}: INV-24 holds after a crash ${when} any operation of the ledger${suffix}`,
      async (t) => {
        let crashes = 0
        for (let n = 1; ; n++) {
          const backing = await kind.make()
          const faults = crashAt(n, when)
          const ledger = createPayeeLedger(await backing.open(faults))
          const seen: Seen = { accepted: 0n, spent: 0n }
          try {
            await sellTwice(ledger, seen)
          } catch (error) {
            if (!(error instanceof Crash)) throw error
          }
          if (!faults.fired()) {
            await backing.dispose()
            break
          }
          crashes++
          // The process is gone; another opens the records.
          const again = createPayeeLedger(await backing.reopen())
          check(t, await again.entry(id), seen)
          await again.recover()
          const entry = await again.entry(id)
          check(t, entry, seen)
          t.is(entry === undefined ? 0n : totalHeldYocto(entry), 0n)
          // And it goes on selling.
          const after = { ...seen }
          await sellTwice(again, after)
          check(t, await again.entry(id), after)
          await backing.dispose()
        }
        t.true(crashes >= 8, `${crashes} places to crash`)
      },
    )
  }
}

/** Two payments and two deliveries, each noted once the ledger has said that it is on record. */
async function sellTwice(ledger: ReturnType<typeof createPayeeLedger>, seen: Seen): Promise<void> {
  for (const step of [1n, 2n]) {
    const target = seen.accepted + 40n * step
    await ledger.accept(claim(target), { settledYocto: 0n })
    seen.accepted = target
    const held = await ledger.move(id, { hold: holdOf(30n, creditYocto) })
    if (held.shortYocto > 0n) continue
    // The bytes leave here, so at most what was held may be spent without being on record.
    await ledger.move(id, { spendYocto: 25n, releaseYocto: 5n })
    seen.spent += 25n
  }
}

function check(
  t: { readonly true: (value: boolean, message: string) => unknown },
  entry: LedgerEntry | undefined,
  seen: Seen,
): void {
  if (entry === undefined) {
    t.true(seen.accepted === 0n, 'nothing that was acknowledged is lost')
    return
  }
  const outYocto = entry.spentYocto + totalHeldYocto(entry)
  t.true(outYocto <= entry.acceptedYocto + creditYocto, 'spent and held within accepted and credit')
  t.true(entry.acceptedYocto >= seen.accepted, 'an acknowledged payment is on record')
  t.true(entry.spentYocto >= seen.spent, 'an acknowledged delivery is on record')
  t.true(entry.spentYocto <= seen.spent + 25n, 'nothing is spent twice')
}
