/**
 * What a receipt that a contract makes is refused with: nearcore's `ReceiptValidationError`
 * (core/primitives/src/errors.rs).
 */
import { constants, type HostCall, hostContract } from './host-contract.js'
import { type Kind, kinds } from './kind.js'
import type { Json } from './provocation.js'
import { call, type Stage, type Staged } from './stage.js'

const data = constants()
const test = data.at('test.near')
const method = data.at('get')
const noAmount = data.at(new Uint8Array(16))[1]

const batch: HostCall = ['promise_batch_create', ...test]
/** Arguments from where memory is zero. */
const callWith = (length: number): HostCall => [
  'promise_batch_action_function_call',
  ...[0, ...method, length, 65_536, noAmount, 1],
]
const greatest = 4_194_304

const receiptContract = (): Uint8Array =>
  hostContract(
    {
      many_actions: [batch, ...new Array(101).fill(['promise_batch_action_transfer', 0, noAmount])],
      large_receipt: [batch, callWith(greatest)],
      no_gas: [batch, ['promise_batch_action_function_call', 0, ...method, 0, 0, noAmount, 0]],
    },
    data.bytes(),
    70,
  )

async function refusesReceipt(stage: Stage, methodName: string, error: Json): Promise<Staged> {
  const { accountId } = await stage.contract('receipts', receiptContract)
  const bytes = await stage.sign(stage.alice, accountId, [call(methodName)])
  return stage.failed(bytes, accountId, { NewReceiptValidationError: error }, { methodName })
}

const ids = 'host functions take no account id that is none'

export const receiptErrors: readonly Kind[] = kinds('ReceiptValidationError', {
  InvalidPredecessorId: ids,
  InvalidReceiverId: ids,
  InvalidSignerId: ids,
  InvalidDataReceiverId: ids,
  InvalidRefundTo: ids,
  ReturnedValueLengthExceeded: 'value_return takes no value that is too long',
  NumberInputDataDependenciesExceeded:
    'promise_and joins no more promises than a receipt may await',
  ActionsValidation: (stage) =>
    refusesReceipt(stage, 'many_actions', {
      ActionsValidation: {
        TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
      },
    }),
  ReceiptSizeExceeded: (stage) => {
    // Two ids, the receipt's id and its kind; signer, whom to refund, key, gas price; no data.
    const frame = 4 + 'receipts.test.near'.length + 4 + 'test.near'.length + 32 + 1
    const head = 4 + 'alice.test.near'.length + 1 + 33 + 16 + 4 + 4
    // One action: its kind, method, arguments, gas, deposit.
    const actions = 4 + 1 + 4 + 'get'.length + 4 + greatest + 8 + 16
    return refusesReceipt(stage, 'large_receipt', {
      ReceiptSizeExceeded: { size: frame + head + actions, limit: greatest },
    })
  },
})
