/** Paying on many channels with one signature. */
export {
  decodeMultiEntries,
  encodeMultiEntries,
  maxMultiEntries,
} from './messages/multi-voucher.js'
export { type LanePayment, payTogether } from './payer/pay-together.js'
