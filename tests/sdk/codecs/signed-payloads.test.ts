import { createHash } from 'node:crypto'
import { encodeMessageToSign } from '@research-hub/sdk/codecs'
import { verifySignature } from '@research-hub/sdk/payments/server'
import test from 'ava'
import { KeyPairSigner, PublicKey } from 'near-api-js'

const signer = KeyPairSigner.fromSecretKey(
  'ed25519:3hoMW1HvnRLSFCLZnvPzWeoGwtdHzke34B2cTHM8rhcbG3TbuLKtShTv3DvyejnXKXKBiV7YPkLeqUHN1ghnqpFv',
)
const nonce = Uint8Array.from({ length: 32 }, (_, i) => i)

for (const callbackUrl of [undefined, 'https://app.example/?next=1'])
  test(`NEP-413 wallets sign what is encoded, ${callbackUrl ?? 'without a callback'}`, async (t) => {
    const payload = {
      message: 'Log in, ünïcode 🚀 and all',
      nonce,
      recipient: 'hub.near',
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    }
    const signed = await signer.signNep413Message('alice.near', payload)
    const hash = createHash('sha256').update(encodeMessageToSign(payload)).digest()
    const { data } = PublicKey.fromString(String(await signer.getPublicKey()))
    const signature = signed.signature
    t.true(verifySignature(signature, hash, data))
    const other = encodeMessageToSign({ ...payload, recipient: 'hub.nearx' })
    t.false(verifySignature(signature, createHash('sha256').update(other).digest(), data))
  })

test('a nonce of another length is refused', (t) => {
  const message = { message: '', recipient: '' }
  t.throws(() => encodeMessageToSign({ ...message, nonce: nonce.subarray(1) }), {
    instanceOf: RangeError,
  })
})
