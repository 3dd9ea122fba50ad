import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Environment variables that make near-workspaces 5, near-sandbox 0.1 and 0.3 and near-kit start
 * this chain in place of the near-sandbox binary: `Object.assign(process.env, sandboxEnvironment())`
 * before their first use. The first names a folder, the second a file; near-sandbox 0.1 ignores the
 * first unless the second is set.
 */
export function sandboxEnvironment(): Readonly<Record<string, string>> {
  const folder = fileURLToPath(new URL('../../bin/sandbox', import.meta.url))
  return {
    NEAR_SANDBOX_BINARY_PATH: folder,
    NEAR_SANDBOX_BIN_PATH: join(folder, 'near-sandbox'),
  }
}
