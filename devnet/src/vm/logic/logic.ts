import { isAccountId } from '../../primitives/account-id.js'
import type { ProtocolConfig } from '../types/config.js'
import type { HostCall, VmContext, VmExternal, VmReturn } from '../types/interface.js'
import { badUtf8, HostError, limitError, prohibitedInView } from './errors.js'
import { GasCounter } from './gas.js'
import { GuestMemory } from './memory.js'
import { PromiseTable } from './promises.js'
import { Registers } from './registers.js'

const useRegister = 2n ** 64n - 1n
/** How many host calls of one contract call are noted. */
const notedHostCalls = 4096

/** State of one running call, and the helpers that every host function builds on (nearcore.md 3.1). */
export class Logic {
  readonly config: ProtocolConfig
  readonly context: VmContext
  readonly external: VmExternal
  readonly gas: GasCounter
  readonly registers: Registers
  readonly promises: PromiseTable
  readonly logs: string[] = []
  readonly hostCalls: HostCall[] = []
  logBytes = 0
  balanceYocto: bigint
  storageUsage: bigint
  returned: VmReturn = { kind: 'none' }
  #memory: GuestMemory | undefined

  constructor(config: ProtocolConfig, context: VmContext, external: VmExternal) {
    this.config = config
    this.context = context
    this.external = external
    this.gas = new GasCounter(config, context.prepaidGas, context.isView)
    this.registers = new Registers(this.gas)
    this.promises = new PromiseTable(config)
    this.balanceYocto = context.accountBalanceYocto
    this.storageUsage = context.storageUsage
  }

  /** Runs a host function and notes it, also when it ends the call. */
  traced<T>(name: string, run: () => T): T {
    const before = this.gas.burnt
    try {
      return run()
    } finally {
      if (this.hostCalls.length < notedHostCalls)
        this.hostCalls.push({ name, gasBurnt: this.gas.burnt - before })
    }
  }

  attach(memory: WebAssembly.Memory): void {
    const chainBytes = this.config.limits.initial_memory_pages * 65_536
    this.#memory = new GuestMemory(memory, this.gas, chainBytes)
  }

  get memory(): GuestMemory {
    if (this.#memory === undefined) throw new Error('host call before the memory was attached')
    return this.#memory
  }

  /** Since protocol 82 the input and promise results reach a register without being copied. */
  get sharesInput(): boolean {
    return this.config.protocolVersion >= 82
  }

  forbidInView(method: string): void {
    if (this.context.isView) throw prohibitedInView(method)
  }

  /** Bytes from memory, or from register `pointer` when `length` is u64::MAX. */
  input(length: bigint, pointer: bigint): Uint8Array {
    return length === useRegister ? this.registers.read(pointer) : this.memory.read(pointer, length)
  }

  accountId(length: bigint, pointer: bigint): string {
    const bytes = this.input(length, pointer)
    this.gas.pay('utf8_decoding_base')
    this.gas.pay('utf8_decoding_byte', bytes.length)
    const text = decodeUtf8(bytes)
    if (!isAccountId(text)) {
      throw new HostError('VM Logic returned an invalid account id', 'InvalidAccountId')
    }
    return text
  }

  u128(pointer: bigint): bigint {
    const bytes = this.memory.read(pointer, 16n)
    const view = new DataView(bytes.buffer)
    return view.getBigUint64(0, true) | (view.getBigUint64(8, true) << 64n)
  }

  writeU128(pointer: bigint, value: bigint): void {
    const bytes = new Uint8Array(16)
    const view = new DataView(bytes.buffer)
    view.setBigUint64(0, BigInt.asUintN(64, value), true)
    view.setBigUint64(8, value >> 64n, true)
    this.memory.write(pointer, bytes)
  }

  /** Text for a log or panic, within what is left of the log budget. */
  utf8(length: bigint, pointer: bigint): string {
    this.gas.pay('utf8_decoding_base')
    const limit = this.config.limits.max_total_log_length
    const left = BigInt(limit - this.logBytes)
    let bytes: Uint8Array
    if (length === useRegister) {
      bytes = this.#nulTerminated(pointer, left)
    } else {
      if (length > left) throw logLength(BigInt(this.logBytes) + length, limit)
      bytes = this.memory.read(pointer, length)
    }
    this.gas.pay('utf8_decoding_byte', bytes.length)
    return decodeUtf8(bytes)
  }

  debit(amountYocto: bigint): void {
    if (amountYocto > this.balanceYocto) {
      throw new HostError('Exceeded the account balance.', 'BalanceExceeded')
    }
    this.balanceYocto -= amountYocto
  }

  /**
   * Takes what a promised call carries. NEP one-yocto rule: a contract without balance may still
   * attach exactly one yocto.
   */
  debitPromised(amountYocto: bigint): void {
    const isSubsidised =
      amountYocto === 1n && this.balanceYocto === 0n && this.config.protocolVersion >= 85
    if (!isSubsidised) this.debit(amountYocto)
  }

  #nulTerminated(pointer: bigint, left: bigint): Uint8Array {
    const bytes: number[] = []
    for (;;) {
      const [byte = 0] = this.memory.read(pointer + BigInt(bytes.length), 1n)
      if (byte === 0) return Uint8Array.from(bytes)
      bytes.push(byte)
      if (BigInt(bytes.length) > left) {
        throw logLength(
          BigInt(this.logBytes + bytes.length),
          this.config.limits.max_total_log_length,
        )
      }
    }
  }
}

export function logLength(length: bigint, limit: number): HostError {
  return limitError('TotalLogLengthExceeded', 'The length of a log message', length, limit)
}

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw badUtf8()
  }
}
