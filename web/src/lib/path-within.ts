/** Where a page leads back to: an address of this trial alone, so that a link to sign sends nobody elsewhere. */
export function pathWithin(to: string | null, protocol: string): string {
  const base = `/trial/${encodeURIComponent(protocol)}`;
  return to !== null && (to === base || to.startsWith(`${base}/`)) && !to.includes('\\') ? to : base;
}
