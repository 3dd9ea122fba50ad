import { badUtf16, guestPanic, HostError, limitError } from '../logic/errors.js'
import { decodeUtf8, type Logic, logLength } from '../logic/logic.js'
import { defineVoid, type HostFunction } from './define.js'

const useTerminator = 2n ** 64n - 1n

function checkLogCount(logic: Logic): void {
  const limit = logic.config.limits.max_number_logs
  if (logic.logs.length < limit) return
  throw new HostError(
    `The number of logs will exceed the limit ${limit}`,
    `NumberOfLogsExceeded { limit: ${limit} }`,
  )
}

function addLog(logic: Logic, text: string): void {
  const length = new TextEncoder().encode(text).length
  logic.gas.pay('log_base')
  logic.gas.pay('log_byte', length)
  logic.logBytes += length
  logic.logs.push(text)
}

function utf16(logic: Logic, length: bigint, pointer: bigint): string {
  logic.gas.pay('utf16_decoding_base')
  const limit = logic.config.limits.max_total_log_length
  const left = BigInt(limit - logic.logBytes)
  let bytes: Uint8Array
  if (length === useTerminator) {
    let size = 0n
    for (;;) {
      const [low = 0, high = 0] = logic.memory.read(pointer + size, 2n)
      if (low === 0 && high === 0) break
      size += 2n
      if (size > left) throw logLength(BigInt(logic.logBytes) + size, limit)
    }
    bytes = logic.memory.peek(pointer, size)
  } else {
    if (length > left) throw logLength(BigInt(logic.logBytes) + length, limit)
    bytes = logic.memory.read(pointer, length)
  }
  logic.gas.pay('utf16_decoding_byte', bytes.length)
  try {
    return new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw badUtf16()
  }
}

/** AssemblyScript strings: UTF-16 with the byte length in the four bytes before. */
function assemblyScriptString(logic: Logic, pointer: bigint): string {
  if (pointer < 4n) throw badUtf16()
  const length = logic.memory.read(pointer - 4n, 4n)
  return utf16(logic, BigInt(new DataView(length.buffer).getUint32(0, true)), pointer)
}

export const outputFunctions: readonly HostFunction[] = [
  defineVoid('value_return', 'll', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    const data = logic.input(length, pointer)
    const bytes = BigInt(data.length)
    const fee = logic.config.fees.dataReceiptByte
    for (const receiver of logic.context.outputDataReceiverIds) {
      const send = receiver === logic.context.currentAccountId ? fee.sendSir : fee.sendNotSir
      logic.gas.payBurnOnly('NEW_DATA_RECEIPT_BYTE', (send + fee.execution) * bytes)
    }
    const limit = logic.config.limits.max_length_returned_data
    if (data.length > limit) {
      throw limitError(
        'ReturnedValueLengthExceeded',
        'The length of a returned value',
        data.length,
        limit,
      )
    }
    logic.returned = { kind: 'value', data }
  }),
  defineVoid('panic', '', (logic) => {
    logic.gas.pay('base')
    throw guestPanic('explicit guest panic')
  }),
  defineVoid('panic_utf8', 'll', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    throw guestPanic(logic.utf8(length, pointer))
  }),
  defineVoid('log_utf8', 'll', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    checkLogCount(logic)
    addLog(logic, logic.utf8(length, pointer))
  }),
  defineVoid('log_utf16', 'll', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    checkLogCount(logic)
    addLog(logic, utf16(logic, length, pointer))
  }),
  defineVoid('abort', 'iiii', (logic, message = 0n, file = 0n, line = 0n, column = 0n) => {
    logic.gas.pay('base')
    checkLogCount(logic)
    const text = assemblyScriptString(logic, message)
    const fileName = assemblyScriptString(logic, file)
    const full = `${text}, filename: "${fileName}" line: ${line} col: ${column}`
    addLog(logic, `ABORT: ${full}`)
    throw guestPanic(full)
  }),
  defineVoid('gas', 'i', (logic, operators = 0n) => {
    const cost = operators * logic.config.regularOpCost
    logic.gas.deduct(cost, cost)
  }),
  // Only sandbox binaries have it; free, and shown on standard error.
  defineVoid('sandbox_debug_log', 'll', (logic, length = 0n, pointer = 0n) => {
    process.stderr.write(`${decodeUtf8(logic.memory.peek(pointer, length))}\n`)
  }),
]
