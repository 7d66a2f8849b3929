import type pg from 'pg';

/** Counts the statements that the pools send, those that open and end a transaction left out; call it before they connect. */
export function countStatements(pools: readonly pg.Pool[]): { readonly sent: () => number } {
  let sent = 0;
  const watch = (client: pg.PoolClient): void => {
    const query = new Proxy(client.query.bind(client), {
      apply: (send, self, given: readonly unknown[]): unknown => {
        if (!FRAME.test(textOf(given[0]))) sent += 1;
        return Reflect.apply(send, self, given);
      },
    });
    Object.assign(client, { query });
  };
  for (const pool of pools) pool.on('connect', watch);
  return { sent: () => sent };
}

const FRAME = /^(begin|commit|rollback|select set_config)\b/;

const textOf = (config: unknown): string =>
  typeof config === 'object' && config !== null && 'text' in config ? String(config.text) : String(config);
