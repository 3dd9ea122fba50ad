/**
 * Selling for conditional vouchers. Such a voucher is worth nothing until the channel's TEE key has signed
 * an answer to the request that it names, and worth all of its amount from then on. So:
 *
 * - It never counts as accepted before that signature is there, checked as the contract checks it, and on
 *   record together with the voucher.
 * - A whole answer is computed against the voucher: what it does not add is set aside from credit as for
 *   any request. No byte leaves before voucher and signature are on record; without the signature the
 *   answer is withheld and nothing is charged. What the payee risks is the work, and a process does it for
 *   one such request a lane at a time, so that one amount is not computed against twice.
 * - A stream's bytes leave before its answer is complete, so they are covered by what was accepted and the
 *   credit window alone, and vouchers are asked for as usual. The signature at its end makes the voucher
 *   count.
 *
 * Its own process, or one it asks, holds the TEE key; see `TeeOptions`.
 */
import { hash } from 'node:crypto'
import { attempt } from '../../../codecs/attempt.js'
import { sameBytes, utf8 } from '../../../codecs/bytes.js'
import type { NodeSigner } from '../../../signers/node-signer.js'
import { parseKey } from '../../../signers/signer.js'
import { verifySignature } from '../../../signers/verify.js'
import { answerText, conditionFor } from '../../messages/condition.js'
import type { SettledOnChain, SignedMessage, TeeAnswer } from '../ledger/entry.js'
import type { Claim } from '../ledger/ledger.js'
import type { ChannelOnChain } from '../settlement/chain.js'
import { parseObject } from './inference-request.js'

/** An answer that is complete and waits for the TEE's signature. */
export type AnswerToSign = {
  readonly channelId: string
  /** `{model}:{sha256 of the request}`. */
  readonly condition: string
  readonly request: Uint8Array
  /** SHA-256 of the body that goes out or, of a stream, of its data lines, each ended by a line feed. */
  readonly responseHash: Uint8Array
  /** The `id` that the model gave its answer, when it gave one: services keep signatures under it. */
  readonly answerId: string | undefined
}

/** Who signs answers for this payee. */
export type TeeOptions = {
  /** Raw ed25519 keys that answers may be signed with; channels that pin another are refused. */
  readonly keys: readonly Uint8Array[]
  /**
   * What the TEE signed about an answer, such as a service's `/v1/signature/<answer id>` has it; undefined
   * when it signed nothing.
   */
  readonly signAnswer: (answer: AnswerToSign) => Promise<TeeAnswer | undefined>
}

/** A checked conditional voucher whose answer is still to come. */
export type PendingClaim = {
  readonly claim: Claim
  /** The claim's evidence, still without the answer. */
  readonly voucher: SignedMessage
  readonly onChain: SettledOnChain
  /** What it adds to what is accepted once it counts; 0 when that is accepted already. */
  readonly riseYocto: bigint
  readonly condition: string
  readonly request: Uint8Array
  readonly teeKey: Uint8Array
}

/** For a worker that holds the TEE key itself. */
export function teeWorker(signer: NodeSigner): TeeOptions {
  return {
    keys: [signer.publicKey],
    signAnswer: async ({ condition, responseHash }) => {
      const text = answerText(condition, responseHash)
      return { text, signature: signer.sign(utf8(text)) }
    },
  }
}

/** What a conditional voucher on a channel waits for, when this payee can have it met by this request. */
export function meetable(
  tee: TeeOptions | undefined,
  channel: ChannelOnChain,
  ackHash: Uint8Array,
  request: Uint8Array,
): Pick<PendingClaim, 'condition' | 'request' | 'teeKey'> | undefined {
  const teeKey = channel.teeKey === undefined ? undefined : parseKey(channel.teeKey)
  if (teeKey === undefined || tee?.keys.some((key) => sameBytes(key, teeKey)) !== true)
    return undefined
  const model = parseObject(request)?.model
  const condition = attempt(() => conditionFor(typeof model === 'string' ? model : '', request))
  if (condition === undefined) return undefined
  return sameBytes(hash('sha256', utf8(condition), 'buffer'), ackHash)
    ? { condition, request, teeKey }
    : undefined
}

/** The claim that a pending one becomes with a good answer; undefined when there is none. */
export async function answered(
  { claim, voucher, condition, request, teeKey }: PendingClaim,
  tee: TeeOptions,
  responseHash: Uint8Array,
  answerId: string | undefined,
): Promise<{ readonly claim: Claim; readonly answer: TeeAnswer } | undefined> {
  const { channelId } = claim
  const asked = { channelId, condition, request, responseHash, answerId }
  const answer = await tee.signAnswer(asked).catch(() => undefined)
  if (answer === undefined || !meets(answer, condition, teeKey)) return undefined
  return { claim: { ...claim, evidence: { voucher: { ...voucher, answer } } }, answer }
}

/** The answer as events and headers carry it. */
export function answerFields({ text, signature }: TeeAnswer): Record<string, string> {
  return { answerText: text, answerSig: Buffer.from(signature).toString('base64') }
}

/** The contract's rules on the text, and the signature. */
function meets({ text, signature }: TeeAnswer, condition: string, teeKey: Uint8Array): boolean {
  return (
    text.startsWith(`${condition}:`) &&
    /^[0-9a-f]{64}$/.test(text.slice(condition.length + 1)) &&
    verifySignature(signature, utf8(text), teeKey)
  )
}
