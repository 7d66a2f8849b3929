interface Place {
  readonly pathname: string;
  readonly search: string;
}

/**
 * This page with other parameters, the rest as they are. null takes one away.
 *
 * @example address(page.url, { site: '1017', after: null }) // "/trial/NMO-201/subject?best=PR&site=1017"
 */
export function address(url: Place, change: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}
