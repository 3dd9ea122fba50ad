import { Hono, type MiddlewareHandler } from 'hono'
import type { Backend } from './backend.js'

/** OpenAI's two endpoints over a backend; `payment` guards the one that costs money. */
export function createInferenceApp(backend: Backend, payment: MiddlewareHandler): Hono {
  const app = new Hono()
  app.get('/v1/models', () => backend.models())
  app.use('/v1/chat/completions', payment)
  app.post('/v1/chat/completions', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    return backend.complete(body, c.req.raw.signal)
  })
  return app
}
