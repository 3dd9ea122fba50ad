/** The twelve odd signatures of ed25519-speccheck, on the chain, at the gateway and in the payer's SDK. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { createDevnet } from '@research-hub/devnet'
import { findRoot } from '@research-hub/scripts/root'
import {
  checkSignature,
  encodeVoucher,
  formatKey,
  fromHex,
  makeOffer,
  noAck,
} from '@research-hub/sdk/payments'
import {
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentCheck,
  isSafePublicKey,
  memoryLedgerStore,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { channelsFixture, keyString } from '../../support/channels-fixture.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

type Case = Readonly<Record<'what' | 'message' | 'publicKey' | 'signature', string>>
type Vectors = {
  /** What each case comes to, V for accepted, on NEAR and with a cofactored check. */
  readonly near: string
  readonly cofactored: string
  readonly cases: readonly Case[]
}

const { Point } = ed25519
const path = join(findRoot(), 'tests', 'vectors', 'ed25519-speccheck.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors
const cases = vectors.cases.map(({ message, publicKey, signature }) => ({
  message: fromHex(message),
  publicKey: fromHex(publicKey),
  signature: fromHex(signature),
}))

const rowOf = (accepted: readonly boolean[]): string =>
  accepted.map((good) => (good ? 'V' : 'X')).join('')

/** Every encoding whose y is not below the field's prime: p to p + 18, with both signs. */
const notCanonical = Array.from({ length: 38 }, (_, i) => {
  const bytes = new Uint8Array(32).fill(0xff)
  bytes[0] = 0xed + (i >> 1)
  bytes[31] = i % 2 === 0 ? 0x7f : 0xff
  return bytes
})

/** The eight small-order points in all their encodings; x = 0 has a sign bit that changes nothing. */
const smallOrder = [
  ...new Set(
    Array.from({ length: 8 }, (_, i) => {
      const torsion = Point.fromHex(
        'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      )
      const point = i === 0 ? Point.ZERO : torsion.multiplyUnsafe(BigInt(i))
      const signed = point.toBytes()
      signed[31] = (signed[31] ?? 0) ^ 0x80
      return [point.toHex(), Buffer.from(signed).toString('hex')]
    }).flat(),
  ),
  ...notCanonical.slice(0, 4).map((bytes) => Buffer.from(bytes).toString('hex')),
].map(fromHex)

test('INV-23 the vectors are those that tell a cofactored check from the chain', (t) => {
  const accepted = cases.map(({ message, publicKey, signature }) =>
    ed25519.verify(signature, message, publicKey, { zip215: true }),
  )
  t.is(rowOf(accepted), vectors.cofactored)
  // The two whose S is too large hold once it is reduced.
  for (const at of [6, 7]) {
    const { message, publicKey, signature } = cases[at] ?? cases[0] ?? never()
    const s = BigInt(`0x${Buffer.from(signature.slice(32)).reverse().toString('hex')}`)
    const reduced = (s % Point.Fn.ORDER).toString(16).padStart(64, '0')
    const good = [...signature.slice(0, 32), ...Buffer.from(reduced, 'hex').reverse()]
    t.true(verifySignature(Uint8Array.from(good), message, publicKey), `case ${at}`)
  }
})

test('INV-23 chain and gateway accept the same of them, and the payer no more', async (t) => {
  const devnet = await createDevnet({ rootAccountId: 'hub.near' })
  const deployed = await devnet.deploy(devnet.root, await fixtureWasm('verifier'))
  t.true(deployed.ok)
  const onChain: boolean[] = []
  const atGateway: boolean[] = []
  const atPayer: boolean[] = []
  for (const { message, publicKey, signature } of cases) {
    const args = new Uint8Array([...publicKey, ...signature, ...message])
    const answer = await devnet.viewRaw('hub.near', 'verify', args)
    onChain.push(Buffer.from(answer).toString() === 'true')
    atGateway.push(verifySignature(signature, message, publicKey))
    atPayer.push(await checkSignature(signature, message, publicKey))
  }
  t.is(rowOf(onChain), vectors.near)
  t.is(rowOf(atGateway), vectors.near)
  for (const [i, accepted] of [...atGateway.entries(), ...atPayer.entries()])
    if (accepted) t.true(onChain[i], `case ${i} is accepted off the chain only`)
  await devnet.close()
})

test('INV-23 keys of small order open no channel, in whichever encoding and place', async (t) => {
  t.is(new Set(smallOrder.map((key) => Buffer.from(key).toString('hex'))).size, 14)
  const f = await channelsFixture(0)
  const good = formatKey(nodeSigner().publicKey)
  const openHeight = f.devnet.chain.head().header.height
  const terms = {
    payee_id: 'payee.hub.near',
    terms_revision: '1',
    signer_key: good,
    payee_key: good,
    grace_s: 900,
    terms_hash: '11'.repeat(32),
    salt: '22'.repeat(16),
    open_height: String(openHeight),
  }
  const keys = [...smallOrder, ...[0, 1, 10, 11].map((i) => cases[i]?.publicKey ?? never())]
  for (const [i, key] of keys.entries()) {
    const place = ['signer_key', 'payee_key', 'tee_key'][i % 3] ?? ''
    const args = { ...terms, [place]: keyString(key) }
    await refused(t, 'ERR_WEAK_KEY', f.as('payer').channels.open(args, near))
  }
})

test('INV-23 keys of small or mixed order, or not canonical, pay for nothing at the gateway', async (t) => {
  const unsafe = [...smallOrder, ...notCanonical, ...cases.slice(0, 6).map((c) => c.publicKey)]
  unsafe.push(...cases.slice(8).map((c) => c.publicKey))
  const payeeKey = formatKey(nodeSigner().publicKey)
  const offer = makeOffer({
    chainId: 'speccheck',
    contractId: 'channels.hub.near',
    payeeId: 'payee.hub.near',
    payeeKey,
    pricePerTokenYocto: 1n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 8,
    graceS: 900,
    suggestedDepositYocto: near,
  })
  for (const [i, signerKey] of unsafe.entries()) {
    t.false(isSafePublicKey(signerKey), `key ${i}`)
    const id = new Uint8Array(32).fill(i)
    const channel: ChannelOnChain = {
      status: 'open',
      payeeId: offer.payeeId,
      token: offer.token,
      payeeKey: offer.payeeKey,
      feeBps: 50,
      royaltyPpm: 0,
      tipBps: 0,
      tipAfterBps: 5000,
      signerKey,
      depositYocto: near,
      settledYocto: 0n,
      termsHash: offer.termsHash,
      graceS: 900,
    }
    const ledger = createPayeeLedger(memoryLedgerStore())
    const check = createPaymentCheck({ offer, ledger, readChannel: async () => channel })
    const voucher = encodeVoucher({
      ctx: fromHex(offer.ctx),
      channelId: id,
      cumulativeYocto: 1n,
      lane: 0,
      ackHash: noAck,
    })
    const answer = await check({ action: 'voucher', voucher, signature: new Uint8Array(64) })
    t.is(answer.ok ? 'taken' : answer.problem.type.split(':').at(-1), 'key-unsafe', `key ${i}`)
    t.is(await ledger.entry(Buffer.from(id).toString('hex')), undefined)
  }
  t.true(isSafePublicKey(cases[6]?.publicKey ?? never()))
})

function never(): never {
  throw new Error('there are twelve cases')
}
