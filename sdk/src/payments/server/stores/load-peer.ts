import { HubError } from '../../../errors/hub-error.js'

/** The package, which an application adds when it uses what needs it. Errors: SDK_MISSING_PEER. */
export async function loadPeer<T>(name: string): Promise<T> {
  try {
    // Not a literal, so that bundlers and installations without the package pass.
    return (await import(name)) as T
  } catch (cause) {
    if (!isAbsent(cause, name)) throw cause
    throw new HubError('SDK_MISSING_PEER', [name], { cause })
  }
}

/** The package itself was not found, rather than something that it needs. */
function isAbsent(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  )
}
