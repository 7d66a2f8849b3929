/** Y or N as CDISC CT NY C66742 writes it; null where it is not told. */
export function yesNo(is: boolean | null): 'Y' | 'N' | null {
  return is === null ? null : is ? 'Y' : 'N';
}
