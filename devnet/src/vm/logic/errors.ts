import { rustString } from '../../primitives/rust-text.js'
import type { VmError } from '../types/interface.js'

/** A host error: ends the call. `text` is the wire text, `debug` the Rust debug form for views. */
export class HostError extends Error {
  readonly text: string
  readonly debug: string

  constructor(text: string, debug: string) {
    super(text)
    this.text = text
    this.debug = `HostError(${debug})`
  }
}

/** Out of gas: the gas counter has already been settled. */
export const gasExceeded = (): HostError =>
  new HostError('Exceeded the prepaid gas.', 'GasExceeded')

export const gasLimitExceeded = (): HostError =>
  new HostError(
    'Exceeded the maximum amount of gas allowed to burn per contract.',
    'GasLimitExceeded',
  )

export const memoryAccessViolation = (): HostError =>
  new HostError('Accessed memory outside the bounds.', 'MemoryAccessViolation')

export const badUtf8 = (): HostError =>
  new HostError('String encoding is bad UTF-8 sequence.', 'BadUTF8')

export const badUtf16 = (): HostError =>
  new HostError('String encoding is bad UTF-16 sequence.', 'BadUTF16')

export const emptyMethodName = (): HostError =>
  new HostError('Tried to call an empty method name.', 'EmptyMethodName')

export const invalidMethodName = (): HostError =>
  new HostError('VM Logic returned an invalid method name', 'InvalidMethodName')

export const invalidPublicKey = (): HostError =>
  new HostError('VM Logic provided an invalid public key', 'InvalidPublicKey')

export const integerOverflow = (): HostError =>
  new HostError('Integer overflow.', 'IntegerOverflow')

export function prohibitedInView(method: string): HostError {
  return new HostError(
    `${method} is not allowed in view calls`,
    `ProhibitedInView { method_name: ${rustString(method)} }`,
  )
}

/** An error of the form "X <actual> exceeds the limit <limit>". */
export function limitError(
  variant: string,
  what: string,
  length: number | bigint,
  limit: number,
): HostError {
  return new HostError(
    `${what} ${length} exceeds the limit ${limit}`,
    `${variant} { length: ${length}, limit: ${limit} }`,
  )
}

export function inputError(variant: string, what: string, message: string): HostError {
  return new HostError(`${what}: ${message}`, `${variant} { msg: ${rustString(message)} }`)
}

export function guestPanic(message: string): HostError {
  return new HostError(
    `Smart contract panicked: ${message}`,
    `GuestPanic { panic_msg: ${rustString(message)} }`,
  )
}

export function executionError(text: string, debug: string): VmError {
  return { outcome: { ExecutionError: text }, debug }
}
