/** `npm run demo:inference`: one paid inference from an empty chain to withdrawn money. */
import { bestClaims } from '@research-hub/sdk/payments/server'
import { readConfig } from './config.js'
import { near1, readWasm, startChain } from './demo/chain.js'
import { streamCompletion } from './demo/complete.js'
import { createConsumer } from './demo/consumer.js'
import { readOptions } from './demo/options.js'
import { heading, line, near, transaction } from './demo/print.js'
import { chooseBackend, startProvider } from './demo/provider.js'
import { readBalances, reconcile } from './demo/reconcile.js'

const options = readOptions(process.argv.slice(2))
const config = readConfig()

heading(1, 'An embedded NEAR chain starts')
const chain = await startChain(config, options.port)
const { devnet, accounts } = chain
line(
  `JSON-RPC at ${chain.server.url}, chain ${devnet.chain.options.chainId}, protocol ${devnet.chain.config.protocolVersion}`,
)
const everyone = [
  chain.channelsId,
  accounts.provider.accountId,
  accounts.consumer.accountId,
  chain.rootId,
]
const before = readBalances(devnet, everyone)
const supplyBefore = devnet.chain.head().header.totalSupplyYocto
for (const [id, balance] of before) line(`${id} has ${near(balance)}`)

heading(2, 'The channels contract is deployed')
const wasm = readWasm('channels')
const deployed = await devnet.deploy(accounts.contract, wasm)
if (!deployed.ok) throw new Error(`deploy failed: ${JSON.stringify(deployed.failure)}`)
transaction(`${wasm.length} bytes of wasm to ${chain.channelsId}`, {
  transactionHash: deployed.transactionHash,
  gasBurnt: deployed.totalGasBurnt,
  tokensBurntYocto: deployed.totalTokensBurntYocto,
})
const owner = chain.clientOf(accounts.contract)
const initialised = await owner.send(chain.channelsId, [
  {
    methodName: 'init',
    args: {
      owner_id: chain.rootId,
      guardian_id: chain.rootId,
      fee_bps: config.contracts.channels.feeBps,
      fee_recipient_id: chain.rootId,
    },
    gas: 30_000_000_000_000n,
    depositYocto: 0n,
  },
])
transaction('init', initialised)

heading(3, 'A provider starts an OpenAI-compatible server')
const providerHub = chain.clientOf(accounts.provider)
transaction(
  'provider registers',
  await providerHub.channels.storageDeposit({ depositYocto: near1 / 100n }),
)
const provider = await startProvider(providerHub, config, chooseBackend(options))
line('ledger: PostgreSQL inside this process')
line(`${provider.server.url}/v1, ${near(provider.offer.pricePerTokenYocto)} a token`)
const unpaid = await fetch(`${provider.server.url}/v1/chat/completions`, {
  method: 'POST',
  body: '{}',
})
const { title, nextAction } = (await unpaid.json()) as { title: string; nextAction: string }
line(`without payment it answers ${unpaid.status}: ${title}; ${nextAction}`)
if (unpaid.status !== 402) throw new Error('the server gave something away')

heading(4, 'A consumer opens a channel and streams a completion')
const depositYocto = BigInt(config.inference.suggestedDepositYocto)
const consumerHub = chain.clientOf(accounts.consumer)
const consumer = createConsumer(consumerHub, {
  depositYocto,
  chainId: provider.offer.chainId,
  onOpen: (result) => {
    transaction(`channel ${result.channelId.slice(0, 16)}... with ${near(depositYocto)}`, result)
    process.stdout.write(`\n   ${options.prompt}`)
  },
})
const completion = await streamCompletion(
  provider.server.url,
  consumer.paidFetch,
  options,
  (text) => {
    process.stdout.write(text)
  },
)
process.stdout.write('\n\n')
const channelId = consumer.opened()?.channelId
const session = consumer.paidFetch.sessions.get(provider.offer.payeeId)
if (channelId === undefined || session === undefined) throw new Error('no channel was opened')
line(
  `${completion.tokens} tokens, ${consumer.vouchers()} vouchers, ${near(session.signedYocto())} signed`,
)

heading(5, 'The provider settles, the channel closes, both withdraw')
const entry = await provider.ledger.entry(channelId)
if (entry === undefined) throw new Error('the provider holds no voucher')
const [voucher] = bestClaims(entry)
if (voucher?.kind !== 'voucher') throw new Error('the best claim is not a voucher')
transaction(`settle ${near(entry.acceptedYocto)}`, await providerHub.channels.settle(voucher))
const settled = await providerHub.channels.get({ channelId })
transaction(
  'close',
  await providerHub.channels.close({ channelId, captureYocto: entry.acceptedYocto }),
)
const payoutYocto = await providerHub.channels.creditOf({ accountId: accounts.provider.accountId })
const refundYocto = await consumerHub.channels.creditOf({ accountId: accounts.consumer.accountId })
transaction('provider withdraws', await providerHub.channels.withdraw({}))
transaction('consumer withdraws', await consumerHub.channels.withdraw({}))
const solvency = await consumerHub.channels.solvency()
line(
  `the contract still owes ${near(solvency.lockedYocto)} in fees and ${near(solvency.storageYocto)} of storage deposits, and is ${solvency.solvent ? 'solvent' : 'INSOLVENT'}`,
)

heading(6, 'Every yocto')
await provider.server.close()
reconcile(devnet, before, supplyBefore, {
  depositYocto,
  payoutYocto,
  feeYocto: settled?.feeTakenYocto ?? 0n,
  refundYocto,
})
await devnet.close()
