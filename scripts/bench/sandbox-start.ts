/** How long the drop-in sandbox takes from being spawned to its first answer. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRoot } from '../root.js'

const binary = join(findRoot(), 'devnet/bin/sandbox/near-sandbox')

/** Milliseconds from the spawn of `run` to the answer to `GET /status`, in a home made beforehand. */
export async function sandboxStartMs(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'sandbox-'))
  execFileSync(binary, ['--home', home, 'init'], { stdio: 'ignore' })
  const port = await freePort()
  const startedAt = performance.now()
  const words = ['--home', home, 'run', '--rpc-addr', `127.0.0.1:${port}`]
  const child = spawn(binary, words, { stdio: 'ignore' })
  try {
    await answered(`http://127.0.0.1:${port}/status`, child)
    return performance.now() - startedAt
  } finally {
    child.kill()
    await once(child, 'exit')
    rmSync(home, { recursive: true })
  }
}

async function answered(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`the sandbox ended with ${child.exitCode}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
