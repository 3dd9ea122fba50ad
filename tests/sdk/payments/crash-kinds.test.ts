/** INV-24 for multi-vouchers and conditional vouchers, through the whole gate. */
import type { Credential } from '@research-hub/sdk/payments'
import { conditionFor } from '@research-hub/sdk/payments/conditional'
import { decodeMultiEntries, payTogether } from '@research-hub/sdk/payments/multi'
import {
  bestClaims,
  createPayeeLedger,
  type LaneProof,
  type LedgerEntry,
  type LedgerStore,
  type PayeeLedger,
  totalHeldYocto,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test, { type ExecutionContext } from 'ava'
import { crashAt } from '../../support/crashes.js'
import {
  type Gateway,
  gateway,
  idOf,
  kindsOffer,
  payer,
  teeSigned,
} from '../../support/kinds-fixture.js'
import { closeStores, storeKinds } from '../../support/ledger-stores.js'
import { multiMessage, utf8 } from '../../support/payment-mutations.js'

test.after.always(closeStores)

/** Two tokens. */
const creditYocto = 20n
const body = JSON.stringify({ model: 'm', max_tokens: 6 })
const ctx = new Uint8Array(Buffer.from(kindsOffer.ctx, 'hex'))

/** What answers that reached the payer have paid and cost, by channel. */
type Seen = Map<string, { accepted: bigint; spent: bigint }>

const scenarios: Readonly<Record<string, (made: Gateway, seen: Seen) => Promise<void>>> = {
  'multi-vouchers': async (made, seen) => {
    const [a, b] = [made.session('aa'), made.session('bb')]
    for (const step of [1n, 2n]) {
      const upTo = base(seen) + 60n * step
      const lanes = [a, b].map((session) => ({ session, aheadToYocto: upTo }))
      const [credential] = await payTogether(lanes)
      await deliver(made, seen, credential, { aa: upTo, bb: upTo })
    }
  },
  'conditional vouchers': async (made, seen) => {
    const condition = conditionFor('m', utf8(body))
    for (const step of [1n, 2n]) {
      const upTo = base(seen) + 60n * step
      await deliver(made, seen, await made.session('aa').payFor(condition, upTo), { aa: upTo })
    }
  },
}

for (const kind of storeKinds) {
  // SQL databases are shared by their tests, so those run one after another.
  const here = { test: kind.skip !== undefined ? test.skip : kind.slow ? test.serial : test }
  const suffix = kind.skip === undefined ? '' : ` (skipped: ${kind.skip})`
  for (const [name, sell] of Object.entries(scenarios))
    for (const when of ['before', 'after'] as const)
      here.test(
        `${kind.name}: INV-24 holds for ${name} after a crash ${when} any operation${suffix}`,
        async (t) => {
          let crashes = 0
          for (let n = 1; ; n++) {
            const backing = await kind.make()
            const faults = crashAt(n, when)
            const seen: Seen = new Map()
            await sell(gatewayOn(await backing.open(faults)), seen)
            if (!faults.fired()) {
              await check(t, createPayeeLedger(await backing.reopen()), seen)
              await backing.dispose()
              break
            }
            crashes++
            // The process is gone; another opens the records, and goes on selling.
            const store = await backing.reopen()
            const ledger = createPayeeLedger(store)
            await check(t, ledger, seen)
            await ledger.recover()
            await check(t, ledger, seen)
            for (const entry of await ledger.entries()) t.is(totalHeldYocto(entry), 0n)
            await sell(gatewayOn(store), seen)
            await check(t, ledger, seen)
            t.true(seen.size > 0, 'it sells again')
            await backing.dispose()
          }
          t.true(crashes >= 8, `${crashes} places to crash`)
        },
      )
}

/** A model that always says six tokens, of which the request asks for as many as are paid. */
function gatewayOn(store: LedgerStore): Gateway {
  return gateway({
    store,
    upstream: async () => Response.json({ usage: { completion_tokens: 6 } }),
  })
}

/** Sends one request; what arrived counts as seen. A gate whose ledger fails answers 503. */
async function deliver(
  made: Gateway,
  seen: Seen,
  credential: Credential | undefined,
  paid: Readonly<Record<string, bigint>>,
): Promise<void> {
  if (credential === undefined) throw new Error('nothing was signed')
  const response = await made.post(credential, body)
  if (!response.ok) return
  for (const [name, accepted] of Object.entries(paid)) {
    const spent = seen.get(idOf(name))?.spent ?? 0n
    seen.set(idOf(name), { accepted, spent: spent + (name === 'aa' ? 60n : 0n) })
  }
}

function base(seen: Seen): bigint {
  return seen.get(idOf('aa'))?.accepted ?? 0n
}

async function check(t: ExecutionContext, ledger: PayeeLedger, seen: Seen): Promise<void> {
  for (const [channelId, { accepted, spent }] of seen) {
    const entry = await ledger.entry(channelId)
    t.true((entry?.acceptedYocto ?? 0n) >= accepted, 'a payment that bought something is on record')
    t.true((entry?.spentYocto ?? 0n) >= spent, 'what was delivered is on record')
  }
  for (const entry of await ledger.entries()) {
    const outYocto = entry.spentYocto + totalHeldYocto(entry)
    t.true(
      outYocto <= entry.acceptedYocto + creditYocto,
      'spent and held within accepted and credit',
    )
    t.is(proven(t, entry), entry.acceptedYocto, 'all that is accepted can be settled')
  }
}

/** What the proofs on record are worth; every signature in them is checked. */
function proven(t: ExecutionContext, entry: LedgerEntry): bigint {
  return bestClaims(entry).reduce((sum, proof) => {
    t.true(isGood(proof), proof.kind)
    return sum + proof.cumulativeYocto
  }, 0n)
}

function isGood(proof: LaneProof): boolean {
  if (proof.kind === 'multi') {
    const { message } = multiMessage(ctx, decodeMultiEntries(proof.multi.entries) ?? [])
    return verifySignature(proof.signature, message, proof.multi.signerKey)
  }
  if (proof.kind !== 'conditional') return false
  const { voucher, signature, answer } = proof
  return (
    verifySignature(signature, voucher, payer.publicKey) && teeSigned(answer.text, answer.signature)
  )
}
