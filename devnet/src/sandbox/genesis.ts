/** Reads a home folder's genesis and node configuration into chain options. */
import { readFileSync } from 'node:fs'
import { base58 } from '@scure/base'
import { sha256 } from '../primitives/hash.js'
import { isObject, type ParamsObject, u64Of } from '../rpc/wire/params.js'
import { stateRecord } from '../rpc/wire/state-record.js'
import type { StatePatchRecord } from '../runtime/types/account.js'
import type { ChainOptions, GenesisAccount } from '../runtime/types/chain.js'
import { loadProfile } from '../vm/profiles.js'
import type { ProfileName } from '../vm/types/config.js'
import { homePaths } from './init.js'
import { type KeyFile, readKeyFile } from './key-file.js'

export type LoadedHome = {
  readonly chainOptions: ChainOptions
  /** Genesis records that are more than an account and its full-access keys. */
  readonly patches: readonly StatePatchRecord[]
  readonly validator: KeyFile
  readonly maxBodyBytes: number | undefined
}

/** Node strings cannot hold more, so a larger configured limit is cut to this. */
const largestBodyBytes = 256 * 1024 * 1024

/** Loads what `run` needs; throws with the file's name when one is missing or malformed. */
export function loadHome(home: string): LoadedHome {
  const paths = homePaths(home)
  const genesis = readJsonFile(paths.genesis)
  const validator = readKeyFile(paths.validatorKey)
  const records = (Array.isArray(genesis.records) ? genesis.records : []).map(stateRecord)
  const genesisAccounts = records.flatMap((record): readonly GenesisAccount[] =>
    record.kind === 'Account' ? [genesisAccount(record, records)] : [],
  )
  const genesisText = readFileSync(paths.genesis)
  return {
    chainOptions: {
      chainId: typeof genesis.chain_id === 'string' ? genesis.chain_id : 'localnet',
      config: loadProfile(profileOfVersion(genesis.protocol_version)),
      genesisAccounts,
      genesisTimestampNs: genesisTimeNs(genesis.genesis_time),
      validatorId: validator.accountId,
      validatorPublicKey: validator.key.publicKey,
      transactionValidityPeriod: u64Of(genesis.transaction_validity_period ?? 86_400, 'period'),
      epochLength: u64Of(genesis.epoch_length ?? 500, 'epoch_length'),
      randomSeed: sha256(genesisText),
    },
    patches: records.filter((record) => !isGenesisRecord(record)),
    validator,
    maxBodyBytes: maxBodyBytes(readJsonFile(paths.config)),
  }
}

/** The profile whose limits a genesis of that protocol version asks for; 86 when it names none. */
export function profileOfVersion(version: unknown): ProfileName {
  if (typeof version !== 'number') return '86'
  if (version >= 88) return '88'
  if (version === 87) return '87'
  return version <= 82 ? 'classic' : '86'
}

function genesisAccount(
  { accountId, account }: Extract<StatePatchRecord, { kind: 'Account' }>,
  records: readonly StatePatchRecord[],
): GenesisAccount {
  return {
    accountId,
    amountYocto: account.amountYocto,
    lockedYocto: account.lockedYocto,
    publicKeys: records.flatMap((record) =>
      record.kind === 'AccessKey' && record.accountId === accountId && isGenesisRecord(record)
        ? [record.publicKey]
        : [],
    ),
  }
}

// An account with code is patched in whole afterwards, so that its code hash and usage are right.
function isGenesisRecord(record: StatePatchRecord): boolean {
  if (record.kind === 'Account') return base58.encode(record.account.codeHash) === noCode
  return record.kind === 'AccessKey' && record.accessKey.permission.kind === 'FullAccess'
}

const noCode = '11111111111111111111111111111111'

function genesisTimeNs(text: unknown): bigint {
  const milliseconds = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return BigInt(Number.isNaN(milliseconds) ? Date.now() : milliseconds) * 1_000_000n
}

function maxBodyBytes(config: ParamsObject): number | undefined {
  const rpc = isObject(config.rpc) ? config.rpc : {}
  const limits = isObject(rpc.limits_config) ? rpc.limits_config : {}
  const bytes = limits.json_payload_max_size
  return typeof bytes === 'number' ? Math.min(bytes, largestBodyBytes) : undefined
}

function readJsonFile(path: string): ParamsObject {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isObject(json)) throw new Error(`${path} is not a JSON object`)
  return json
}
