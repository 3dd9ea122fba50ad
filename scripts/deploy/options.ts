export type CommandOptions = {
  readonly network: string | undefined
  readonly planOnly: boolean
  /** Does the plan without asking. */
  readonly yes: boolean
  /** Port on which an embedded network then answers JSON-RPC. */
  readonly servePort: number | undefined
}

const usage =
  'usage: npm run deploy -- [--network NAME] [--plan | --yes] [--serve PORT]\n' +
  '  --network NAME  of near.config.json; its default unless given\n' +
  '  --plan          only prints what would be done\n' +
  '  --yes           does it without asking\n' +
  '  --serve PORT    keeps an embedded network running, JSON-RPC on loopback'

/** Reads the command line; throws a message that ends with the usage. */
export function readOptions(words: readonly string[]): CommandOptions {
  const options = {
    network: undefined as string | undefined,
    planOnly: false,
    yes: false,
    servePort: undefined as number | undefined,
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === '--plan') options.planOnly = true
    else if (word === '--yes') options.yes = true
    else if (word === '--network' || word === '--serve') {
      const value = words[++i]
      if (value === undefined) throw new Error(`${word} needs a value\n${usage}`)
      if (word === '--network') options.network = value
      else options.servePort = portOf(value)
    } else throw new Error(`unknown argument '${word}'\n${usage}`)
  }
  if (options.planOnly && options.yes)
    throw new Error(`--plan and --yes exclude each other\n${usage}`)
  return options
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new Error(`'${text}' is no port\n${usage}`)
}
