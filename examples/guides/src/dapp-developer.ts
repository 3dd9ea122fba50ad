/** Reads the hub, sends a transaction, and handles what can go wrong. */
import { isHubError, memoryJournal } from '@research-hub/sdk'
import { near, startLocalHub } from './local-hub.js'

const local = await startLocalHub()
const hub = await local.join('dapp')

// Views are typed; amounts are bigints.
const { feeBps, feeRecipientId } = await local.read(hub)
console.log(`channels take ${feeBps} basis points for ${feeRecipientId}`)

// An error has the contract's code, the values in it, and what to do next.
try {
  await hub.channels.withdraw({})
} catch (error) {
  if (!isHubError(error, 'ERR_NOT_REGISTERED')) throw error
  console.log(`${error.code}: ${error.nextAction}`)
}

// With a journal, a key names the intention: sending it twice sends it once.
const safe = local.withJournal(hub, memoryJournal())
const options = { key: 'register dapp with licensing' }
const first = await safe.licensing.storageDeposit({ depositYocto: near / 10n }, options)
const again = await safe.licensing.storageDeposit({ depositYocto: near / 10n }, options)
console.log('sent once:', first.transactionHash === again.transactionHash)

// Every contract says whether it holds what it owes.
const { solvent } = await hub.licensing.solvency({ token: 'NEAR' })
console.log('licensing is solvent:', solvent)
await local.close()
