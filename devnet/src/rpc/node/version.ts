import { readFileSync } from 'node:fs'

/** This package's version, as `status` and `--version` print it. */
export const devnetVersion: string = readVersion()

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  const version = (manifest as { readonly version?: unknown }).version
  return typeof version === 'string' ? version : '0.0.0'
}

/** nearcore `Version`, as `status` and `client_config` show it. */
export const nodeVersion: {
  readonly version: string
  readonly build: string
  readonly commit: string
  readonly rustc_version: string
} = {
  version: devnetVersion,
  build: 'devnet',
  commit: '',
  rustc_version: '',
}
