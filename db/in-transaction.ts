import type pg from 'pg';

/** How a transaction begins: one that writes, one that reads, or one that reads as of one instant throughout. */
export type Beginning = 'begin' | 'begin read only' | 'begin isolation level repeatable read read only';

/**
 * Runs work in one transaction of its own connection: it commits, or rolls back and throws what the work threw.
 *
 * @param beginning left out: one that writes
 */
export async function inTransaction<Answer>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Answer>,
  beginning: Beginning = 'begin',
): Promise<Answer> {
  const client = await pool.connect();
  return settle(client, async () => {
    await client.query(beginning);
    return work(client);
  });
}

/**
 * Ends the transaction that work begins on a connection, and gives the connection back; one that cannot even roll back is thrown away.
 *
 * For work that sends more together with its beginning; else `inTransaction`.
 */
export async function settle<Answer>(client: pg.PoolClient, work: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await work();
    await client.query('commit');
    client.release();
    return answer;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    );
    throw error;
  }
}
