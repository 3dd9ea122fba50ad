import type { Shape } from '../codecs/shape.js'
import type { TransactionResult } from '../sender/result.js'
import type { UndoneBy } from './decide.js'

/** A transaction and what the method returned. */
export type Sent<Result> = TransactionResult & { readonly returned: Result }

/** What a method table says of one method. */
export type Method = {
  /** On the wire. */
  readonly name: string
  readonly kind: 'view' | 'call'
  /** Shape of the argument object; `bytes` when the input is not JSON; absent when there is none. */
  readonly args?: Shape | 'bytes'
  /** Absent when nothing is returned. */
  readonly result?: Shape
  /** Whole Tgas that a call attaches; 30 unless given, and what is not burnt comes back. */
  readonly teraGas?: number
  /**
   * `asked`: the parameters name `depositYocto`; `optional`: they may, nothing unless they do; `token`:
   * they may, one yoctoNEAR unless they do or the token is `near`; `one`: always one yoctoNEAR.
   */
  readonly deposit?: 'asked' | 'optional' | 'token' | 'one'
  /** Fails when the contract takes back by this event what the call was for. */
  readonly undoneBy?: UndoneBy
}

/** A client's function. */
type Action = (...given: never[]) => Promise<unknown>

type CallAction = (...given: never[]) => Promise<Sent<unknown>>

/** A method whose function on a client is `F`: the compiler holds kind and deposit against it. */
export type MethodOf<F extends Action> = Method &
  (F extends CallAction ? { readonly kind: 'call' } & DepositOf<F> : { readonly kind: 'view' }) & {
    /** Carries the type; never set. */
    readonly type?: F
  }

/** Whether the parameters name the deposit. */
type DepositOf<F extends Action> = 'depositYocto' extends keyof NonNullable<Parameters<F>[0]>
  ? { readonly deposit: Named<NonNullable<Parameters<F>[0]>> }
  : { readonly deposit?: 'one' }

type Named<P> = P extends { readonly depositYocto: bigint } ? 'asked' : 'optional' | 'token'

/** The methods behind a client's functions, by the same names. */
export type MethodTable<Client> = {
  readonly [Name in keyof Client]: Client[Name] extends Action ? MethodOf<Client[Name]> : never
}

/** The part of a client that only reads. */
export type Views<Client> = {
  readonly [Name in keyof Client as Client[Name] extends CallAction ? never : Name]: Client[Name]
}
