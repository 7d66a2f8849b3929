/**
 * Whether an address leads to a page of this portal.
 *
 * "//host" and "/\\host" name another site, and browsers skip tabs and line breaks in an address: nothing below "!" may stand in it.
 *
 * @source WHATWG URL Standard, section 4.4 (basic URL parser)
 */
export const isOwnPath = (text: string): boolean => /^\/(?![/\\])[!-~]*$/.test(text);
