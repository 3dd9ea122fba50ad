/** HTTP: `POST /`, `GET /status`, `/health`, `/network_info`; CORS open to all origins. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './envelope.js'
import { health, networkInfo, status } from './methods/status.js'
import type { RpcContext } from './node/context.js'
import { overloaded, parseError } from './wire/error.js'
import { writeJson } from './wire/json.js'

export type ServeOptions = {
  /** 0 chooses a free port. */
  readonly port: number
  /** Loopback unless told otherwise. */
  readonly host: string
  readonly maxBodyBytes?: number
  readonly maxConcurrentRequests?: number
}

export type RunningServer = {
  readonly url: string
  readonly port: number
  /** Stops accepting, drops open connections, resolves when the port is free. */
  readonly close: () => Promise<void>
}

/** A node's default `json_payload_max_size`. */
const defaultMaxBodyBytes = 10 * 1024 * 1024
const defaultMaxConcurrentRequests = 4_096

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
} as const

/** Serves JSON-RPC over HTTP. Rejects when the address cannot be bound. */
export async function serve(context: RpcContext, options: ServeOptions): Promise<RunningServer> {
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes
  const maxConcurrent = options.maxConcurrentRequests ?? defaultMaxConcurrentRequests
  let active = 0
  let bound: RpcContext = context
  const server = createServer((request, response) => {
    response.once('close', () => active--)
    if (++active > maxConcurrent) {
      refuse(response, 503, overloaded().toJson())
      return
    }
    route(bound, request, response, maxBodyBytes).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 30_000
  const port = await listen(server, options)
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  bound = { ...context, rpcAddr: `${host}:${port}` }
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) {
          resolve()
          return
        }
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function route(
  context: RpcContext,
  request: IncomingMessage,
  response: ServerResponse,
  maxBodyBytes: number,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0]
  if (request.method === 'OPTIONS') {
    response.writeHead(204, corsHeaders).end()
    return
  }
  if (request.method === 'POST' && path === '/') {
    const body = await readBody(request, maxBodyBytes)
    if (body === undefined) {
      refuse(response, 413, parseError(`The body is over ${maxBodyBytes} bytes`).toJson())
      return
    }
    const reply = await answer(context, body)
    sendJson(response, reply.httpStatus, reply.body)
    return
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    const page = pages.get(path ?? '/')
    if (page !== undefined) {
      sendJson(response, 200, writeJson(page(context)), request.method === 'HEAD')
      return
    }
    sendJson(response, 404, '{"error":"not found"}', request.method === 'HEAD')
    return
  }
  sendJson(response, 405, '{"error":"method not allowed"}')
}

const pages: ReadonlyMap<string, Page> = new Map<string, Page>([
  ['/status', status],
  ['/health', health],
  ['/network_info', networkInfo],
])

type Page = (context: RpcContext) => unknown

async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > maxBytes) return undefined
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function refuse(response: ServerResponse, httpStatus: number, error: unknown): void {
  // The rest of the body is not read, so the connection cannot be used again.
  response.shouldKeepAlive = false
  sendJson(response, httpStatus, `{"jsonrpc":"2.0","error":${writeJson(error)},"id":null}`)
}

function sendJson(
  response: ServerResponse,
  httpStatus: number,
  body: string,
  headersOnly = false,
): void {
  response.writeHead(httpStatus, {
    ...corsHeaders,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(headersOnly ? undefined : body)
}

function listen(server: Server, options: ServeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
