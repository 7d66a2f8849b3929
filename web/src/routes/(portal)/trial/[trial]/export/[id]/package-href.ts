/** Where the hub sends a released package from. */
export const packageHref = (protocol: string, key: string): string =>
  `/export/sdtm?${new URLSearchParams({ trial: protocol, id: key }).toString()}`;
