/** Vouchers that wait for a TEE's signature under the answer. A session's `payFor` signs them. */
export { checkAnswer } from './answer-check.js'
export {
  AnswerUnsignedError,
  type ConditionalFetchOptions,
  createConditionalFetch,
} from './conditional-fetch.js'
export { answerText, conditionFor } from './messages/condition.js'
