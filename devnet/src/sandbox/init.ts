/** `near-sandbox init`: the home folder's four files. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProtocolConfig } from '../vm/types/config.js'
import type { InitArguments } from './arguments.js'
import { type KeyFile, newKeyFile, readKeyFile, writeKeyFile } from './key-file.js'

export type HomePaths = {
  readonly config: string
  readonly genesis: string
  readonly validatorKey: string
  readonly nodeKey: string
}

const yoctoPerNear = 10n ** 24n
const liquidYocto = 1_000_000_000n * yoctoPerNear
const stakedYocto = 50_000_000n * yoctoPerNear
const treasuryId = 'near'
const accountUsage = 182
const noCode = '11111111111111111111111111111111'

/** Where the files of a home folder are. */
export function homePaths(home: string): HomePaths {
  return {
    config: join(home, 'config.json'),
    genesis: join(home, 'genesis.json'),
    validatorKey: join(home, 'validator_key.json'),
    nodeKey: join(home, 'node_key.json'),
  }
}

/** Writes the files that are not there yet; existing ones are kept, as neard keeps them. */
export function initHome(home: string, options: InitArguments, config: ProtocolConfig): void {
  mkdirSync(home, { recursive: true })
  const paths = homePaths(home)
  if (!existsSync(paths.config)) writeJsonFile(paths.config, nodeConfig())
  if (!existsSync(paths.nodeKey)) writeKeyFile(paths.nodeKey, newKeyFile('node', undefined))
  const accountId = options.accountId ?? 'test.near'
  if (!existsSync(paths.validatorKey)) {
    writeKeyFile(paths.validatorKey, newKeyFile(accountId, options.testSeed))
  }
  if (!existsSync(paths.genesis)) {
    writeJsonFile(paths.genesis, genesis(readKeyFile(paths.validatorKey), options, config))
  }
}

function nodeConfig(): object {
  return {
    genesis_file: 'genesis.json',
    validator_key_file: 'validator_key.json',
    node_key_file: 'node_key.json',
    rpc: {
      addr: '127.0.0.1:3030',
      limits_config: { json_payload_max_size: 10_485_760 },
    },
    store: { max_open_files: 10_000 },
  }
}

function genesis(validator: KeyFile, options: InitArguments, config: ProtocolConfig): object {
  const ids = [validator.accountId, treasuryId].filter((id, at, all) => all.indexOf(id) === at)
  const locked = (id: string): bigint => (id === validator.accountId ? stakedYocto : 0n)
  const totalSupply = ids.reduce((sum, id) => sum + liquidYocto + locked(id), 0n)
  return {
    protocol_version: config.protocolVersion,
    genesis_time: new Date().toISOString(),
    chain_id: options.chainId ?? `test-chain-${randomBytes(3).toString('hex').slice(0, 5)}`,
    genesis_height: 0,
    num_block_producer_seats: 1,
    epoch_length: options.isFast ? 60 : 500,
    gas_limit: Number(config.blockGasLimit),
    min_gas_price: config.minGasPriceYocto.toString(),
    max_gas_price: config.maxGasPriceYocto.toString(),
    gas_price_adjustment_rate: config.gasPriceAdjustmentRate.map(Number),
    transaction_validity_period: 86_400,
    protocol_treasury_account: treasuryId,
    validators: [
      {
        account_id: validator.accountId,
        public_key: validator.key.publicKeyText,
        amount: stakedYocto.toString(),
      },
    ],
    total_supply: totalSupply.toString(),
    records: ids.flatMap((id) => [
      {
        Account: {
          account_id: id,
          account: {
            amount: liquidYocto.toString(),
            locked: locked(id).toString(),
            code_hash: noCode,
            storage_usage: accountUsage,
            version: 'V1',
          },
        },
      },
      {
        AccessKey: {
          account_id: id,
          public_key: validator.key.publicKeyText,
          access_key: { nonce: 0, permission: 'FullAccess' },
        },
      },
    ]),
  }
}

function writeJsonFile(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
