/** Vouchers that wait for a TEE's signature under the answer. A session's `payFor` signs them. */

export { answerText, conditionFor } from './messages/condition.js'
export { checkAnswer } from './payer/answer-check.js'
export {
  AnswerUnsignedError,
  type ConditionalFetchOptions,
  createConditionalFetch,
} from './payer/conditional-fetch.js'
