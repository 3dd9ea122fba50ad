import type { StateView } from '../../runtime/types/state-view.js'
import { accessKeyView } from '../views/access-key.js'
import { type JsonView, keyText } from '../wire/encode.js'
import { handlerError } from '../wire/error.js'
import { accountIdMember, type ParamsObject, publicKeyMember } from '../wire/params.js'
import { blockPosition } from '../wire/reference.js'
import { requireAccount } from './account.js'

/** `view_access_key`; a missing key is a result with `error`, as nodes answer it. */
export function viewAccessKey(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  const publicKey = publicKeyMember(params, 'public_key')
  const accessKey = state.accessKey(accountId, publicKey)
  if (accessKey !== undefined) return accessKeyView(accessKey)
  return {
    error: `access key ${keyText(publicKey)} does not exist while viewing`,
    logs: [],
  }
}

/** `view_access_key_list`. */
export function viewAccessKeyList(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  requireAccount(state, accountId)
  return {
    keys: state.accessKeys(accountId).map(({ publicKey, accessKey }) => ({
      public_key: keyText(publicKey),
      access_key: accessKeyView(accessKey),
    })),
  }
}

/** `view_gas_key_nonces`; unlike a missing access key, a missing gas key is an error. */
export function viewGasKeyNonces(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  const publicKey = publicKeyMember(params, 'public_key')
  requireAccount(state, accountId)
  const nonces = state.gasKeyNonces(accountId, publicKey)
  if (nonces !== undefined) return { nonces }
  throw handlerError(
    'UNKNOWN_GAS_KEY',
    { public_key: keyText(publicKey), ...blockPosition(state.block) },
    `Gas key for public key ${keyText(publicKey)} has never been observed on the node`,
  )
}
