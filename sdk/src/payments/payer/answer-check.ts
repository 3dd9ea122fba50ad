import { utf8 } from '../../codecs/bytes.js'
import { bytesOf } from '../../codecs/json.js'
import { checkSignature } from '../../signers/signer.js'
import { answerText } from '../messages/condition.js'

/**
 * Whether the TEE key signed this response to the request that a condition names. `signed` is the document
 * of the `payment-receipt` header or, of a stream, of its last `payment-receipt` event; the hash is that
 * of the body, or of the stream's data lines before it, each ended by a line feed.
 */
export async function checkAnswer(
  signed: unknown,
  condition: string,
  responseHash: Uint8Array,
  teeKey: Uint8Array,
): Promise<boolean> {
  const signature = bytesOf(signed, 'answerSig')
  const text = utf8(answerText(condition, responseHash))
  return signature !== undefined && checkSignature(signature, text, teeKey)
}
