import { Hono, type MiddlewareHandler } from 'hono'
import type { Backend } from './backend.js'

/**
 * OpenAI's two endpoints over a backend; `payment` guards the one that costs money, `recovery` tells
 * clients the terms and what the provider holds of their channel.
 */
export function createInferenceApp(
  backend: Backend,
  payment: MiddlewareHandler,
  recovery?: MiddlewareHandler,
): Hono {
  const app = new Hono()
  if (recovery !== undefined) app.use('/.well-known/near-paych/*', recovery)
  app.get('/v1/models', () => backend.models())
  app.use('/v1/chat/completions', payment)
  app.post('/v1/chat/completions', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    return backend.complete(body, c.req.raw.signal)
  })
  return app
}
