import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { intelRootKey } from '@research-hub/sdk/attestation'
import { z } from 'zod'
import { findRoot } from './root.js'

const yocto = z
  .string()
  .regex(/^(0|[1-9][0-9]*)$/)
  .describe('yoctoNEAR, a decimal string')
const accountId = z
  .string()
  .regex(/^(?=.{2,64}$)(([a-z0-9]+[-_])*[a-z0-9]+\.)*([a-z0-9]+[-_])*[a-z0-9]+$/)

const embeddedNetwork = z.strictObject({
  kind: z.literal('embedded'),
  rootAccountId: accountId.describe('Owner of the contract accounts, such as channels.<root>'),
  protocolProfile: z.enum(['86', '87', '88', 'classic']),
})

const rpcNetwork = z.strictObject({
  kind: z.literal('rpc'),
  url: z.url().describe('JSON-RPC endpoint'),
  chainId: z.string().describe('Such as testnet; part of everything signed off chain'),
  rootAccountId: accountId,
  keyFile: z
    .string()
    .describe("The root account's key file, relative to this file; never committed"),
  removesKeys: z
    .boolean()
    .describe('Take the contract accounts keys away, so that code changes by proposal only'),
})

const contract = z.strictObject({
  source: z.string().describe('Entry file, relative to this file'),
  account: z
    .string()
    .regex(/^[a-z0-9_-]+$/)
    .describe('Sub-account of the root account'),
})

const tier = z.strictObject({
  size: z.string().max(16).describe('Name of the model size'),
  seats: z.int().min(1).max(100_000),
  bench: z
    .int()
    .min(0)
    .max(100_000)
    .describe('Candidates beyond the seats that may be offered one'),
  kappaBps: z.int().min(0).max(10_000).describe('How far payouts are collaborative'),
  entries: z.int().min(1).max(65_535).describe('Scored entries of a seat in a season'),
  resources: z.int().min(0).describe('Resources of a seat, relative to the first tier'),
  relegateBps: z
    .int()
    .min(0)
    .max(10_000)
    .describe('Part of the tier that leaves it at the turn of a season, lowest first'),
  promoteBps: z
    .int()
    .min(1)
    .max(3334)
    .describe('Part of who stands that may be offered a seat above; never more than a third'),
  bar: z.int().min(0).max(1_048_575).describe('Least score of a result that counts for a seat'),
  fastPlaces: z
    .int()
    .min(0)
    .max(1000)
    .describe('Two rounds running within so many places open the fast lane'),
})

const windowSeconds = z.int().min(60).max(2_592_000)

const ladderContract = contract.extend({
  seasonSeconds: z.int().min(3600).max(31_536_000),
  standingSeconds: windowSeconds.describe('How long candidates may stand, from the season on'),
  offerSeconds: windowSeconds.describe('How long an offer of a seat holds'),
  vetoSeconds: windowSeconds.describe('How long a proposed release may be vetoed'),
  tiers: z.array(tier).min(2).max(7).describe('From the smallest model up, each with fewer seats'),
})

const ppm = z.int().min(0)

const licensingContract = contract.extend({
  feePpm: ppm.max(50_000).describe('Protocol fee on revenue, in millionths'),
  poolPpm: ppm.max(200_000).describe("Least share of the next model's pool, in millionths"),
})

const attestationContract = contract
  .extend({
    rootKey: z
      .string()
      .regex(/^[0-9a-f]{128}$/)
      .describe("x and y of the vendor's root key; Intel's SGX root CA"),
    testRoot: z
      .boolean()
      .optional()
      .describe('Allows another root key: workers then prove nothing of hardware'),
    timelockSeconds: z.int().min(3600).max(2_592_000),
  })
  .refine(({ rootKey, testRoot = false }) => (rootKey === intelRootKey) !== testRoot, {
    path: ['rootKey'],
    message: "must be Intel's, or testRoot true and another",
  })

const channelsContract = contract.extend({
  feeBps: z.int().min(0).max(100).describe('Settlement fee in basis points'),
})

/** The schema of `near.config.json`; `near.config.schema.json` is generated from it. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    defaultNetwork: z.string(),
    networks: z.record(z.string(), z.discriminatedUnion('kind', [embeddedNetwork, rpcNetwork])),
    contracts: z.strictObject({
      channels: channelsContract,
      competition: contract,
      ladder: ladderContract,
      licensing: licensingContract,
      attestation: attestationContract,
    }),
    deploy: z.strictObject({
      contractFundingYocto: yocto.describe('What a new contract account starts with'),
      storageDepositYocto: yocto.describe('For an account that a contract must know'),
      ownerId: accountId
        .optional()
        .describe('Owner of the contracts; the root account unless given'),
      guardianId: accountId.optional(),
      treasuryId: accountId.optional().describe('Receives fees'),
    }),
    inference: z.strictObject({
      pricePerTokenYocto: yocto,
      pricePerRequestYocto: yocto,
      creditWindowTokens: z.int().min(1).describe('Tokens served ahead of the last voucher'),
      suggestedDepositYocto: yocto,
      graceSeconds: z.int().min(900).max(2_592_000),
    }),
  })
  .describe('Research Hub deployment and demo settings')

export type HubConfig = z.infer<typeof configSchema>

/** Reads and validates the configuration; the message names the offending key. */
export function readConfig(path: string = join(findRoot(), 'near.config.json')): HubConfig {
  const parsed = configSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${path} is not valid:\n${z.prettifyError(parsed.error)}`)
}

/** The JSON Schema text that belongs in `near.config.schema.json`. */
export function renderConfigSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(configSchema), undefined, 2)}\n`
}
