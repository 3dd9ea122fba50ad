import type { AccessKey, AccessKeyPermission } from '../../primitives/types.js'
import type { JsonView } from '../wire/encode.js'

/** nearcore `AccessKeyView`: nonce and permission. */
export function accessKeyView(accessKey: AccessKey): JsonView {
  return { nonce: accessKey.nonce, permission: permissionView(accessKey.permission) }
}

function permissionView(permission: AccessKeyPermission): unknown {
  switch (permission.kind) {
    case 'FullAccess':
      return 'FullAccess'
    case 'FunctionCall':
      return { FunctionCall: functionCallView(permission) }
    case 'GasKeyFullAccess':
      return {
        GasKeyFullAccess: {
          balance: permission.balanceYocto.toString(),
          num_nonces: permission.numNonces,
        },
      }
    case 'GasKeyFunctionCall':
      return {
        GasKeyFunctionCall: {
          balance: permission.balanceYocto.toString(),
          num_nonces: permission.numNonces,
          ...functionCallView(permission),
        },
      }
  }
}

function functionCallView(
  permission: Extract<AccessKeyPermission, { kind: 'FunctionCall' | 'GasKeyFunctionCall' }>,
): JsonView {
  return {
    allowance: permission.allowanceYocto?.toString() ?? null,
    receiver_id: permission.receiverId,
    method_names: permission.methodNames,
  }
}
