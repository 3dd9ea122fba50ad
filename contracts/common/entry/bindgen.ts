/**
 * The decorators of near-sdk-js over our own plumbing. Its bundling plugin matches decorators by
 * name and generates calls to the statics that `NearBindgen` puts on the class here: arguments stay
 * raw bytes until an entry point decodes them, nothing is revived from storage, nothing is saved
 * behind a method's back.
 */
import {
  attachedDeposit,
  bytesEqual,
  currentAccountId,
  input,
  predecessorAccountId,
  utf8Encode,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'

type Constructor = new () => object

type Descriptor<T> = TypedPropertyDescriptor<(args: Uint8Array) => T>

/** Fits every entry point: raw arguments in, a JSON value or nothing out. */
type EntryDecorator = <T>(target: object, name: string, descriptor: Descriptor<T>) => void

export type CallOptions = { readonly payableFunction?: boolean; readonly privateFunction?: boolean }

export function NearBindgen(
  _options: Record<string, never>,
): <T extends Constructor>(target: T) => T {
  return (target) =>
    Object.assign(target, {
      _create: () => new target(),
      _getState: () => null,
      _requireInit: () => false,
      _reconstruct: () => undefined,
      _getArgs: () => input(),
      _saveToStorage: () => undefined,
      _serialize: (value: unknown) => utf8Encode(JSON.stringify(value)),
    })
}

/** Set-up, by the contract's own account. */
export function initialize(_options: Record<string, never>): EntryDecorator {
  return call({ privateFunction: true })
}

export function view(_options: Record<string, never>): EntryDecorator {
  return () => undefined
}

/** Refuses deposits unless the method is payable, and strangers when it is private. */
export function call(options: CallOptions): EntryDecorator {
  return (_target, name, descriptor) => {
    const original = descriptor.value
    if (original === undefined) return
    descriptor.value = function (this: unknown, args) {
      if (
        options.privateFunction === true &&
        !bytesEqual(predecessorAccountId(), currentAccountId())
      ) {
        fail('ERR_PRIVATE', name)
      }
      if (options.payableFunction !== true && attachedDeposit() > 0n) fail('ERR_NOT_PAYABLE', name)
      return original.call(this, args)
    }
  }
}
