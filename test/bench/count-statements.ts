import type pg from 'pg';

/** Counts the statements that the pools send from now on. */
export function countStatements(pools: readonly pg.Pool[]): { readonly sent: () => number } {
  let sent = 0;
  const count = (client: pg.PoolClient) => {
    const send = client.query;
    Object.assign(client, {
      query: (...given: Parameters<typeof send>) => {
        sent += 1;
        return Reflect.apply(send, client, given);
      },
    });
  };
  for (const pool of pools) pool.on('connect', count);
  return { sent: () => sent };
}
