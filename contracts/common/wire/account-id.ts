/** NEAR's account id rules: 2 to 64 characters of a-z and 0-9 with single separators between. Pure. */
export function isAccountId(text: string): boolean {
  if (text.length < 2 || text.length > 64) return false
  let wasSeparator = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isSeparator = code === 45 || code === 46 || code === 95
    const isLetter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
    if (!isLetter && !isSeparator) return false
    if (isSeparator && wasSeparator) return false
    wasSeparator = isSeparator
  }
  return !wasSeparator
}
