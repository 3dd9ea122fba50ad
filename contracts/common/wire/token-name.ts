import { accountId, type Decoder } from './decode.js'

/** How NEAR is named where a token is asked for: in capitals, so that no account can have the name. */
export const nearId = 'NEAR'

/** `"NEAR"` or the account id of a token, registered or not. */
export const tokenName: Decoder<string> = (value, name) =>
  value === nearId ? nearId : accountId(value, name)
