import type pg from 'pg';

/** Counts the statements that the pools send from now on; call it before they connect. */
export function countStatements(pools: readonly pg.Pool[]): { readonly sent: () => number } {
  let sent = 0;
  const watch = (client: pg.PoolClient): void => {
    const query = new Proxy(client.query.bind(client), {
      apply: (send, self, given) => {
        sent += 1;
        return Reflect.apply(send, self, given);
      },
    });
    Object.assign(client, { query });
  };
  for (const pool of pools) pool.on('connect', watch);
  return { sent: () => sent };
}
