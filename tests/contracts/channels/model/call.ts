/** One action that ran at the contract, and what the model makes of it. */
import type { ErrorCode } from '@research-hub/sdk'
import type { Token } from './names.js'
import type { SignedBook } from './signed.js'
import { isToken, type Model } from './state.js'

export type Call = {
  readonly method: string
  readonly raw: Uint8Array
  readonly args: Readonly<Record<string, unknown>>
  readonly callerId: string
  readonly deposit: bigint
  readonly nowNs: bigint
  readonly height: bigint
  /** How the promise before a callback ended. */
  readonly result: { readonly ok: boolean; readonly bytes: Uint8Array } | undefined
  /** What was signed in this run, by whom. */
  readonly signed: SignedBook
  /** What the call must send, in words; steps add to it. */
  readonly sent: string[]
}

/** Changes the model as the method would and gives the value it returns, or refuses. */
export type Step = (model: Model, call: Call) => unknown

/** An error that must come; without a code any will do, as for garbage. */
export class Refused extends Error {
  constructor(readonly code: ErrorCode | undefined) {
    super(code ?? 'any error')
  }
}

export function refuse(code?: ErrorCode): never {
  throw new Refused(code)
}

export const textOf = ({ args }: Call, name: string): string => String(args[name])
export const amountOf = ({ args }: Call, name: string): bigint => BigInt(String(args[name]))

export function tokenOf(call: Call): Token {
  const token = textOf(call, 'token')
  return isToken(token) ? token : refuse('ERR_UNKNOWN_TOKEN')
}

/** A transfer or call that the contract sends. */
export function transfer(receiverId: string, amount: bigint): string {
  return `${receiverId} transfer ${amount}`
}

export function functionCall(
  receiverId: string,
  method: string,
  args: unknown,
  deposit = 0n,
): string {
  return `${receiverId} ${method} ${JSON.stringify(args)} ${deposit}`
}
