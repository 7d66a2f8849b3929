import { makeTicket, type Viewer } from '@readout/db/viewer.ts';
import type { SQL } from 'drizzle-orm';
import type { Hub } from '../http.ts';
import { exportTrail } from './trail-export.ts';
import type { ExportOf } from './trail-request.ts';

/**
 * The trail of a trial with its proofs, as the viewer: entries that row-level security withholds are told by their hashes alone.
 *
 * What fails in the middle ends the file without a checkpoint, and whoever verifies it refuses it.
 *
 * @param chosen which of its entries; undefined: all
 */
export async function* provedTrail(
  { database, config }: Hub,
  viewer: Viewer,
  exported: {
    readonly of: ExportOf;
    readonly chosen: { readonly where: SQL; readonly text: string } | undefined;
    readonly note: string;
  },
  counter: { rows: number },
): AsyncGenerator<string> {
  const { of, chosen, note } = exported;
  const client = await database.app.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query("select set_config('readout.ticket', $1, true)", [makeTicket(database, viewer)]);
    const trial = { id: of.trialId, protocol: of.protocol };
    yield* exportTrail(client, config, { trial, chosen, note }, counter);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    // Also when whoever reads stops early.
    await client.query('rollback').catch(() => undefined);
    client.release(failure);
  }
}
