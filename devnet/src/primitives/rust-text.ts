/** Texts as Rust's `{:?}` shows them. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
}

/** What Rust shows by number: controls, formats, spaces other than U+0020, combining marks. */
const unprintable = /[\p{C}\p{Z}\p{Grapheme_Extend}]/u

/** Rust's `{:?}` of a string. */
export function rustString(text: string): string {
  return quoted(text, '"')
}

/** Rust's `{:?}` of a `char`. */
export function rustCharacter(character: string): string {
  return quoted(character, "'")
}

function quoted(text: string, quote: string): string {
  let escaped = ''
  for (const character of text) {
    const known = character === quote ? `\\${quote}` : escapes[character]
    if (known !== undefined) escaped += known
    else if (character !== ' ' && unprintable.test(character))
      escaped += `\\u{${character.codePointAt(0)?.toString(16)}}`
    else escaped += character
  }
  return `${quote}${escaped}${quote}`
}
