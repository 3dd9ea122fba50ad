import { join } from 'node:path'
import { compile } from '@research-hub/compiler'
import { findRoot } from '@research-hub/scripts/root'

export type FixtureName = 'token' | 'neighbour' | 'probe' | 'verifier' | 'nft-receiver'

const compiled = new Map<FixtureName, Promise<Uint8Array>>()

/** The wasm of a contract in `tests/fixtures/contracts`, compiled once a process. */
export function fixtureWasm(name: FixtureName): Promise<Uint8Array> {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const root = findRoot()
  const built = compile(join(root, 'tests', 'fixtures', 'contracts', `${name}.ts`), {
    cacheDir: join(root, '.cache', 'compiler'),
  }).then(({ wasm }) => wasm)
  compiled.set(name, built)
  return built
}
