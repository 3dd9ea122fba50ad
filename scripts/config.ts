import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  protocolProfile: z.enum(['86', '87', 'classic']),
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
})

const windowSeconds = z.int().min(60).max(2_592_000)

const ladderContract = contract.extend({
  seasonSeconds: z.int().min(3600).max(31_536_000),
  standingSeconds: windowSeconds.describe('How long candidates may stand, from the season on'),
  offerSeconds: windowSeconds.describe('How long an offer of a seat holds'),
  vetoSeconds: windowSeconds.describe('How long a proposed release may be vetoed'),
  tiers: z.array(tier).min(2).max(7).describe('From the smallest model up, each with fewer seats'),
})

const channelsContract = contract.extend({
  feeBps: z.int().min(0).max(100).describe('Settlement fee in basis points'),
})

/** The schema of `near.config.json`; `near.config.schema.json` is generated from it. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    defaultNetwork: z.string(),
    networks: z.record(z.string(), embeddedNetwork),
    contracts: z.strictObject({
      channels: channelsContract,
      competition: contract,
      ladder: ladderContract,
      licensing: contract,
      attestation: contract,
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
