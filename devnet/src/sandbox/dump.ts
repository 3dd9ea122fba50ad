/** `near-sandbox view-state dump-state`: the running node's state as files. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isObject } from '../rpc/wire/params.js'
import { homePaths } from './init.js'

/** Leaves word of where a running node answers, for a dump by another process. */
export function announceNode(home: string, url: string): void {
  mkdirSync(join(home, 'data'), { recursive: true })
  writeFileSync(nodeFile(home), JSON.stringify({ url }))
}

/** Takes back {@link announceNode}. */
export function retractNode(home: string): void {
  rmSync(nodeFile(home), { force: true })
}

/**
 * Writes `output.json` (genesis with records), or with `isStreamed` the folder `output` with the
 * home's files and `records.json` apart. Throws when no node runs on that home.
 */
export async function dumpState(home: string, isStreamed: boolean): Promise<void> {
  const records = await fetchRecords(nodeUrl(home))
  const paths = homePaths(home)
  const genesis: unknown = JSON.parse(readFileSync(paths.genesis, 'utf8'))
  if (!isObject(genesis)) throw new Error(`${paths.genesis} is not a JSON object`)
  if (!isStreamed) {
    writeFileSync(join(home, 'output.json'), JSON.stringify({ ...genesis, records }))
    return
  }
  const output = join(home, 'output')
  mkdirSync(output, { recursive: true })
  writeFileSync(join(output, 'genesis.json'), JSON.stringify({ ...genesis, records: [] }))
  writeFileSync(join(output, 'records.json'), JSON.stringify(records))
  for (const path of [paths.config, paths.nodeKey, paths.validatorKey]) {
    copyFileSync(path, join(output, basename(path)))
  }
}

async function fetchRecords(url: string): Promise<readonly unknown[]> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'devnet_dumpState', params: {} }),
  })
  const reply: unknown = await response.json()
  const result = isObject(reply) && isObject(reply.result) ? reply.result : {}
  if (!Array.isArray(result.records)) throw new Error(`${url} gave no state`)
  return result.records
}

function nodeUrl(home: string): string {
  let text: string
  try {
    text = readFileSync(nodeFile(home), 'utf8')
  } catch {
    throw new Error(`no node is running on ${home}`)
  }
  const json: unknown = JSON.parse(text)
  if (!isObject(json) || typeof json.url !== 'string') throw new Error('the node file is damaged')
  return json.url
}

function nodeFile(home: string): string {
  return join(home, 'data', 'devnet-node.json')
}
