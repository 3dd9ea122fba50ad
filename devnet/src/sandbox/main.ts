/** Entry point of `near-devnet` and of the `near-sandbox` drop-in. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { devnetVersion } from '../rpc/node/version.js'
import type { RunningServer } from '../rpc/server.js'
import { loadProfile } from '../vm/profiles.js'
import type { ProfileName } from '../vm/types/config.js'
import { type ListenAddress, parseArguments, UsageError } from './arguments.js'
import { dumpState } from './dump.js'
import { homePaths, initHome } from './init.js'
import { readKeyFile } from './key-file.js'
import { runHome } from './run.js'

const usage = `near-devnet [--port N] [--host H] [--profile 86|87|88|classic] [--home DIR]
    a development chain with JSON-RPC on loopback; prints its address and root account
near-devnet --home DIR init [--fast] [--account-id ID] [--chain-id ID] [--test-seed SEED]
near-devnet --home DIR run [--rpc-addr HOST:PORT] [--network-addr HOST:PORT]
    the same commands and files as near-sandbox
near-devnet --home DIR view-state dump-state [--stream]
    writes the running node's state to DIR/output.json, or the folder DIR/output
near-devnet --version
`

/** Carries out a command line; resolves to the exit code, or never while a server runs. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const command = parseArguments(words)
    switch (command.kind) {
      case 'version':
        console.log(`near-devnet ${devnetVersion}`)
        return 0
      case 'help':
        console.log(usage)
        return 0
      case 'init':
        initHome(command.home, command.options, loadProfile(profileName(undefined)))
        return 0
      case 'run':
        return await untilSignal(await runHome(command.home, command.rpc))
      case 'dump-state':
        await dumpState(command.home, command.isStreamed)
        return 0
      case 'serve':
        return await serveForPeople(command.home, command.rpc, profileName(command.profile))
    }
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof Error)) throw error
    console.error(`near-devnet: ${error.message}`)
    return error instanceof UsageError ? 2 : 1
  }
}

async function serveForPeople(
  home: string | undefined,
  rpc: ListenAddress,
  profile: ProfileName,
): Promise<number> {
  const folder = home ?? mkdtempSync(join(tmpdir(), 'near-devnet-'))
  const options = { isFast: false, accountId: undefined, chainId: 'localnet', testSeed: undefined }
  initHome(folder, options, loadProfile(profile))
  const server = await runHome(folder, rpc)
  const keyPath = homePaths(folder).validatorKey
  console.log(`NEAR devnet, profile ${profile}: one validator, no consensus; for development only`)
  console.log(`RPC           ${server.url}`)
  console.log(`Root account  ${readKeyFile(keyPath).accountId}`)
  console.log(`Key file      ${keyPath}`)
  return untilSignal(server)
}

// Launchers stop the process with SIGINT and may reuse the port at once.
function untilSignal(server: RunningServer): Promise<number> {
  return new Promise((resolve) => {
    const stop = (): void => {
      server.close().then(
        () => resolve(0),
        () => resolve(1),
      )
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}

// Launchers cannot pass a profile, so the environment may name one.
function profileName(argument: string | undefined): ProfileName {
  const name = argument ?? process.env.NEAR_DEVNET_PROFILE ?? '86'
  if (name === '86' || name === '87' || name === '88' || name === 'classic') return name
  throw new UsageError(`unknown profile '${name}'; known: 86, 87, 88, classic`)
}
