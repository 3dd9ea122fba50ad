import { createDevnet, RpcError } from '@research-hub/devnet'
import test from 'ava'
import { actions, createTransaction, KeyPairSigner, type KeyPairString } from 'near-api-js'
import { randomSource } from './random-source.js'

const seed = 77_031
const mutations = 4_000

test('mutated signed transactions are refused or fail, and nothing else happens', async (t) => {
  t.log(`seed ${seed}`)
  const random = randomSource(seed)
  const devnet = await createDevnet({ seed: 'fuzz' })
  const signer = KeyPairSigner.fromSecretKey(devnet.root.secretKey as KeyPairString)
  const transaction = createTransaction(
    'test.near',
    await signer.getPublicKey(),
    'near',
    1n,
    [
      actions.transfer(1n),
      actions.functionCall('m', { a: 1 }, 1_000n, 0n),
      actions.addFullAccessKey(await signer.getPublicKey()),
    ],
    devnet.chain.head().header.hash,
  )
  const { signedTransaction } = await signer.signTransaction(transaction)
  const bytes = signedTransaction.encode()
  const balanceYocto = devnet.balanceYocto('test.near')
  let refused = 0
  for (let done = 0; done < mutations; done++) {
    const mutated = Buffer.from(bytes)
    for (let flips = 1 + random.below(3); flips > 0; flips--) {
      mutated[random.below(mutated.length)] = random.below(256)
    }
    const cut = random.below(5) === 0 ? mutated.subarray(0, random.below(mutated.length)) : mutated
    if (cut.equals(bytes)) continue
    const error = await devnet
      .request('send_tx', { signed_tx_base64: cut.toString('base64') })
      .then(() => undefined)
      .catch((reason: unknown) => reason)
    if (!(error instanceof RpcError)) {
      t.fail(`not refused: ${cut.toString('hex')} ${String(error)}`)
      return
    }
    t.true(error.httpStatus < 500)
    refused++
  }
  t.true(refused > mutations - 100)
  t.is(devnet.balanceYocto('test.near'), balanceYocto)
  await devnet.close()
})
