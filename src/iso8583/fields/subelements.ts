// The form of DE 48 and DE 61: subelements of a two-digit tag, a two-digit length and a value, one behind the other.

/** In the order of the wire. Undefined where the text is cut, a tag or length is not digits, a value is empty, or a tag comes twice. */
export function readSubelements(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    if (at + 4 > text.length) return undefined;
    for (let index = at; index < at + 4; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 0x30 || code > 0x39) return undefined;
    }
    const tag = text.slice(at, at + 2);
    const length = Number(text.slice(at + 2, at + 4));
    at += 4;
    if (length === 0 || at + length > text.length || found.has(tag)) return undefined;
    found.set(tag, text.slice(at, at + length));
    at += length;
  }
  return found;
}

/** Undefined where a tag is not two digits, a value is empty or above 99 characters, or the whole is above 999. */
export function writeSubelements(subelements: Iterable<readonly [tag: string, value: string | undefined]>): string | undefined {
  let text = '';
  for (const [tag, value] of subelements) {
    if (value === undefined) continue;
    if (tag.length !== 2 || value.length === 0 || value.length > 99) return undefined;
    text += `${tag}${value.length.toString().padStart(2, '0')}${value}`;
  }
  return text.length > 999 ? undefined : text;
}
