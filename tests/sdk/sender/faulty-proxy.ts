/**
 * An HTTP proxy in front of a node that spoils what passes on the wire itself: sockets reset, answers cut
 * off, copies that arrive late. Listens on loopback only.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Random } from './random.js'

const faults = [
  'reset before',
  'reset after',
  'arrives late',
  'cut off',
  'garbage',
  'other id',
  'busy',
  'gateway timeout after',
  'never answered',
  'sent twice',
] as const

export type FaultyProxy = {
  readonly url: string
  readonly counts: Readonly<Record<string, number>>
  /** Lets every copy that is still on its way arrive. */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}

/** `rate` is how likely a request meets a fault, 0 to 1. */
export async function faultyProxy(
  nodeUrl: string,
  random: Random,
  rate: () => number,
): Promise<FaultyProxy> {
  const counts: Record<string, number> = {}
  const late: string[] = []
  const forward = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(nodeUrl, { method: 'POST', headers, body })).text()
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    if (!random.chance(rate())) {
      sendJson(response, 200, await forward(body))
      return
    }
    const fault = random.pick(faults)
    counts[fault] = (counts[fault] ?? 0) + 1
    switch (fault) {
      case 'reset before':
        response.destroy()
        return
      case 'reset after':
        await forward(body)
        response.destroy()
        return
      case 'arrives late':
        late.push(body)
        response.destroy()
        return
      case 'cut off': {
        const whole = await forward(body)
        response.writeHead(200, { 'content-length': Buffer.byteLength(whole) })
        response.write(whole.slice(0, random.below(whole.length)), () => response.destroy())
        return
      }
      case 'garbage':
        await forward(body)
        sendJson(response, 200, '<html>welcome to the hotel network</html>')
        return
      case 'other id':
        sendJson(response, 200, (await forward(body)).replace(/"id":\d+/, '"id":999999'))
        return
      case 'busy':
        response.writeHead(503, { 'retry-after': '0' }).end('busy')
        return
      case 'gateway timeout after':
        await forward(body)
        response.writeHead(504).end()
        return
      case 'never answered':
        await forward(body)
        return
      case 'sent twice':
        late.push(body)
        sendJson(response, 200, await forward(body))
    }
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    counts,
    drain: async () => {
      for (const body of late.splice(0)) await forward(body)
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
