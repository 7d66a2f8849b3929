const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}

/** The bytes of lower-case hexadecimal; undefined for anything else, such as upper case or an odd number of digits. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Whether bytes stand as lower-case hexadecimal at a place of a text, or of its ASCII bytes. */
export function isSameHex(bytes: Uint8Array, text: string | Uint8Array, at: number): boolean {
  for (let each = 0; each < bytes.length; each += 1) {
    const digits = HEX_OF_BYTE[bytes[each] ?? 0] ?? '';
    const place = at + 2 * each;
    if (digits.charCodeAt(0) !== letterAt(text, place) || digits.charCodeAt(1) !== letterAt(text, place + 1))
      return false;
  }
  return true;
}

const letterAt = (text: string | Uint8Array, at: number): number | undefined =>
  typeof text === 'string' ? text.charCodeAt(at) : text[at];

/** Standard base64 with padding. @source RFC 4648, section 4 */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of standard base64 with padding; undefined for any other spelling of them. @source RFC 4648, section 4 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // Unused bits of the last letter must be zero, or two texts would mean the same bytes.
  return toBase64(bytes) === text ? bytes : undefined;
}

/** Whether two byte strings are the same, length included. */
export function areSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. @source RFC 3629 */
export const toUtf8 = (text: string): Uint8Array => encoder.encode(text);
