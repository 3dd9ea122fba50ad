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

/** Pays for the text alone; the prefix counts only against the limit. */
function addLog(logic: Logic, text: string, prefix = ''): void {
  const length = Buffer.byteLength(text)
  logic.gas.pay('log_base')
  logic.gas.pay('log_byte', length)
  const added = length + prefix.length
  const limit = logic.config.limits.max_total_log_length
  logic.logBytes += added
  // nearcore has added the length already when it reports it, and adds it again.
  if (logic.logBytes > limit) throw logLength(BigInt(logic.logBytes + added), limit)
  logic.logs.push(prefix + text)
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
    bytes = logic.memory.read(pointer, length)
    if (bytes.length % 2 !== 0) throw badUtf16()
    if (length > left) throw logLength(BigInt(logic.logBytes) + length, limit)
  }
  logic.gas.pay('utf16_decoding_byte', bytes.length)
  try {
    return new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw badUtf16()
  }
}

/** AssemblyScript strings have their length in bytes in the four bytes before. */
function lengthBefore(logic: Logic, pointer: bigint): bigint {
  const bytes = logic.memory.read(pointer - 4n, 4n)
  return BigInt(new DataView(bytes.buffer).getUint32(0, true))
}

export const outputFunctions: readonly HostFunction[] = [
  defineVoid('value_return', 'll', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    const data = logic.input(length, pointer)
    const limit = logic.config.limits.max_length_returned_data
    if (data.length > limit) {
      throw limitError(
        'ReturnedValueLengthExceeded',
        'The length of a returned value',
        data.length,
        limit,
      )
    }
    const fee = logic.config.fees.dataReceiptByte
    let burn = 0n
    for (const receiver of logic.context.outputDataReceiverIds) {
      const send = receiver === logic.context.currentAccountId ? fee.sendSir : fee.sendNotSir
      burn += (send + fee.execution) * BigInt(data.length)
    }
    logic.gas.payTogether('NEW_DATA_RECEIPT_BYTE', burn, burn)
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
    if (message < 4n || file < 4n) throw badUtf16()
    checkLogCount(logic)
    const messageLength = lengthBefore(logic, message)
    const fileLength = lengthBefore(logic, file)
    const text = utf16(logic, messageLength, message)
    const fileName = utf16(logic, fileLength, file)
    const full = `${text}, filename: "${fileName}" line: ${line} col: ${column}`
    addLog(logic, full, 'ABORT: ')
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
