/** The part of `near-sandbox`'s command line that launchers use. */

export type SandboxCommand =
  | { readonly kind: 'version' }
  | { readonly kind: 'help' }
  | { readonly kind: 'init'; readonly home: string; readonly options: InitArguments }
  | {
      readonly kind: 'run'
      readonly home: string
      readonly rpc: ListenAddress
    }
  | { readonly kind: 'dump-state'; readonly home: string; readonly isStreamed: boolean }
  /** No sub-command: a chain for people. */
  | {
      readonly kind: 'serve'
      readonly home: string | undefined
      readonly rpc: ListenAddress
      readonly profile: string | undefined
    }

export type InitArguments = {
  readonly isFast: boolean
  readonly accountId: string | undefined
  readonly chainId: string | undefined
  readonly testSeed: string | undefined
}

export type ListenAddress = { readonly host: string; readonly port: number }

/** A command line that cannot be carried out, with the reason for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Options that take no value; every other `--option` takes one. */
const switches: ReadonlySet<string> = new Set([
  '--fast',
  '--stream',
  '--unsafe-fast-startup',
  '--archive',
  '--version',
  '--help',
  '--download-genesis',
  '--download-records',
  '--download-config',
  '--connect-to-reliable-peers-on-startup',
])
/** People get typos reported; launchers pass neard options that mean nothing here. */
const serveOptions: ReadonlySet<string> = new Set(['--home', '--host', '--port', '--profile'])
const defaultRpc: ListenAddress = { host: '127.0.0.1', port: 3030 }

/** Parses the words after the program's name; throws {@link UsageError}. */
export function parseArguments(words: readonly string[]): SandboxCommand {
  const { commands, options } = splitWords(words)
  if (options.has('--version')) return { kind: 'version' }
  if (options.has('--help')) return { kind: 'help' }
  const [command, ...rest] = commands
  if (command === 'view-state' && rest[0] === 'dump-state') {
    const home = requireHome(options.get('--home'))
    return { kind: 'dump-state', home, isStreamed: options.has('--stream') }
  }
  if (rest.length > 0) throw new UsageError(`unexpected argument '${rest[0]}'`)
  const home = options.get('--home')
  switch (command) {
    case undefined:
      for (const option of options.keys()) {
        if (!serveOptions.has(option)) throw new UsageError(`unknown option '${option}'`)
      }
      return {
        kind: 'serve',
        home,
        rpc: { host: options.get('--host') ?? '127.0.0.1', port: portOf(options.get('--port')) },
        profile: options.get('--profile'),
      }
    case 'init':
      return {
        kind: 'init',
        home: requireHome(home),
        options: {
          isFast: options.has('--fast'),
          accountId: options.get('--account-id'),
          chainId: options.get('--chain-id'),
          testSeed: options.get('--test-seed'),
        },
      }
    case 'run':
      return { kind: 'run', home: requireHome(home), rpc: addressOf(options.get('--rpc-addr')) }
    default:
      throw new UsageError(`unknown command '${command}'; known: init, run, view-state`)
  }
}

function splitWords(words: readonly string[]): {
  readonly commands: readonly string[]
  readonly options: ReadonlyMap<string, string>
} {
  const commands: string[] = []
  const options = new Map<string, string>()
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '-V') options.set('--version', '')
    else if (word === '-h') options.set('--help', '')
    else if (!word.startsWith('--')) commands.push(word)
    else if (word.includes('=')) {
      options.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
    } else if (switches.has(word)) options.set(word, '')
    else {
      const value = words[++i]
      if (value === undefined) throw new UsageError(`${word} needs a value`)
      options.set(word, value)
    }
  }
  return { commands, options }
}

function requireHome(home: string | undefined): string {
  if (home === undefined || home === '') throw new UsageError('--home DIR is needed')
  return home
}

function addressOf(text: string | undefined): ListenAddress {
  if (text === undefined) return defaultRpc
  const colon = text.lastIndexOf(':')
  if (colon <= 0) throw new UsageError(`'${text}' is not an address such as 127.0.0.1:3030`)
  return {
    host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'),
    port: portOf(text.slice(colon + 1)),
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`'${text}' is not a port`)
  }
  return Number(text)
}
