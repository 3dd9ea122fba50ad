/**
 * Where the published schemas and a node of protocol 86 or 87 differ, and why. The schemas were made
 * from nearcore's OpenAPI before gas keys (NEP-611), so most of it is newer than they are.
 */
import type { Difference } from './schema-walk.js'

export type Known = {
  readonly kind: Difference['kind']
  /** Last members of the path. */
  readonly at: readonly string[]
  readonly why: string
  /** Profiles in which it shows. */
  readonly only?: readonly string[]
}

const gasKeys = ['86', '87']
const config = 'runtimeConfig.wasmConfig'

export const known: readonly Known[] = [
  {
    kind: 'invalid',
    at: ['accessKey.permission', 'result.permission'],
    why: 'AccessKeyPermissionView has GasKeyFullAccess and GasKeyFunctionCall since protocol 85',
    only: gasKeys,
  },
  {
    kind: 'invalid',
    at: ['actions.*'],
    why: 'ActionView has DeterministicStateInit since protocol 82, and TransferToGasKey, WithdrawFromGasKey and DelegateV2 since 85',
  },
  {
    kind: 'invalid',
    at: ['ActionError.kind'],
    why: 'ActionErrorKind has InsufficientGasKeyBalance and others since protocol 85',
    only: gasKeys,
  },
  {
    kind: 'unknown',
    at: ['metadata.contracts'],
    why: 'ExecutionMetadataView V4 lists the contracts of a receipt since protocol 85',
    only: gasKeys,
  },
  {
    kind: 'unknown',
    at: ['nonceIndex', 'nonceMode'],
    why: 'SignedTransactionView shows what TransactionV1 adds (protocol 85)',
    only: gasKeys,
  },
  {
    kind: 'unknown',
    at: ['header.shardSplit'],
    why: 'BlockHeaderView shows the split that BlockHeaderInnerRestV6 announces (protocol 85)',
  },
  {
    kind: 'unknown',
    at: ['receipt.Action.refundTo'],
    why: 'ActionReceiptV2 names who gets refunds (protocol 82)',
  },
  {
    kind: 'unknown',
    at: ['GlobalContractDistribution.nonce'],
    why: 'GlobalContractDistributionReceiptV2 counts deployments (protocol 83)',
    only: gasKeys,
  },
  {
    kind: 'unknown',
    at: ['validatorStakeStructVersion'],
    why: 'ValidatorStakeView is tagged with its version; the generator of the schemas lost the tag',
  },
  {
    kind: 'unknown',
    at: ['result.lastKey'],
    why: 'view_state pages since nearcore 2.13',
  },
  {
    kind: 'invalid',
    at: ['EXPERIMENTAL_view_gas_key_nonces.result.keys', 'query.result.keys'],
    why: 'view_gas_key_nonces is newer: the nearest result that the schemas know is a key list',
    only: gasKeys,
  },
  {
    kind: 'unknown',
    at: ['result.nonces'],
    why: 'view_gas_key_nonces is newer',
    only: gasKeys,
  },
  {
    kind: 'invalid',
    at: ['query.result.result'],
    why: 'query answers a failed call and a missing key with a result that has error and logs',
  },
  { kind: 'unknown', at: ['query.result.error'], why: 'the same' },
  {
    kind: 'invalid',
    at: [
      'send_tx.result.status',
      'send_tx.result.transaction',
      'send_tx.result.transactionOutcome',
      'send_tx.result.receiptsOutcome',
    ],
    why: 'the outcome is flattened into the answer and is not there before anything has run',
  },
  {
    kind: 'absent',
    at: ['globalContractAccountId', 'globalContractHash'],
    why: 'left out of AccountView when the account uses no global contract of that kind',
  },
  {
    kind: 'absent',
    at: [
      'next_light_client_block.result.approvalsAfterNext',
      'next_light_client_block.result.innerLite',
      'next_light_client_block.result.innerRestHash',
      'next_light_client_block.result.nextBlockInnerHash',
      'next_light_client_block.result.nextBps',
      'next_light_client_block.result.prevBlockHash',
    ],
    why: 'an empty object tells that there is no newer block',
  },
  {
    kind: 'absent',
    at: ['result.proof'],
    why: 'an empty proof is left out of ViewStateResult',
  },
  {
    kind: 'invalid',
    at: [`${config}.saturatingFloatToInt`],
    why: 'no longer in VMConfigView: what it told has become the rule',
  },
  {
    kind: 'unknown',
    at: [
      'runtimeConfig.accountCreationCharge',
      'runtimeConfig.minGasPurchasePrice',
      'transactionCosts.mlDsa65VerificationCost',
      `${config}.bls12381NotInGroupFix`,
      `${config}.chainIdHostFn`,
      `${config}.gasKeyHostFns`,
      `${config}.linearOpBaseCost`,
      `${config}.linearOpUnitCost`,
      `${config}.oneYoctoOnPromise`,
      `${config}.p256VerifyHostFn`,
      `${config}.yieldWithIdHostFns`,
      'extCosts.p256VerifyBase',
      'extCosts.p256VerifyByte',
      'extCosts.yieldCreateWithIdBase',
      'limitConfig.maxDeployActionsPerReceipt',
    ],
    why: 'RuntimeConfigView of nearcore 2.13, read from the snapshot of protocol 86',
  },
  {
    kind: 'unknown',
    at: [
      'limitConfig.maxBlocksPerContract',
      'limitConfig.maxBlocksPerFunction',
      'limitConfig.maxFunctionBodySize',
      'limitConfig.maxInstrumentedCodeSize',
      'limitConfig.maxOperandStackBytesPerFunction',
      'limitConfig.maxParamsPerContract',
      'limitConfig.maxParamsPerFunction',
      'limitConfig.maxTypesPerContract',
    ],
    why: 'limits of protocol 84',
    only: ['86', '87'],
  },
  {
    kind: 'unknown',
    at: [
      `${config}.sha3HostFns`,
      `${config}.mlDsaVerifyHostFn`,
      `${config}.universalAccounts`,
      'extCosts.universalStateInitToAccountIdBase',
      'extCosts.universalStateInitToAccountIdByte',
      'limitConfig.maxUniversalStateInitKeys',
      'extCosts.sha3256Base',
      'extCosts.sha3256Byte',
      'extCosts.sha3384Base',
      'extCosts.sha3384Byte',
      'extCosts.sha3512Base',
      'extCosts.sha3512Byte',
      'extCosts.mlDsaVerifyBase',
      'extCosts.mlDsaVerifyByte',
      'limitConfig.maxReceiptTotalInputSize',
      'limitConfig.maxStateInitEntries',
      'limitConfig.minContractSizePerLocal',
    ],
    why: 'RuntimeConfigView of the nearcore that brought 87, read from its snapshot of 87',
    only: ['87'],
  },
]
