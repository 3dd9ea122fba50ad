import { readFileSync } from 'node:fs'

/** This package's version, as `status` and `--version` print it. */
export const devnetVersion: string = readVersion()

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  const version = (manifest as { readonly version?: unknown }).version
  return typeof version === 'string' ? version : '0.0.0'
}
