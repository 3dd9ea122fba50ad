/** An error body in OpenAI's form, so that client libraries raise their own typed errors. */
export function openAiError(status: number, message: string, code: string): Response {
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  return Response.json({ error: { message, type, code, param: null } }, { status })
}
