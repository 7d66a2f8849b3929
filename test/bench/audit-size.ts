import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@readout/db/database.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import { exportTrail } from '@readout/server/audit/trail-export.ts';
import { verifyFile } from '@readout/server/audit/verify-file.ts';
import { verifyTrail } from '@readout/server/audit/verify-trail.ts';
import { sealNow, sealWaiting } from '@readout/server/job/seal.ts';
import type { OpenHub } from '@readout/server/open-hub.ts';
import { asMigration } from '../postgres.ts';

/** Rows of one statement. */
const BATCH = 250_000;
/** Months that the entries are spread over: those to come, which have their partitions. */
const MONTHS = 12;

export interface Throughput {
  readonly name: string;
  readonly entries: number;
  readonly seconds: number;
}

const timed = async (name: string, entries: number, work: () => Promise<unknown>): Promise<Throughput> => {
  const startedMs = performance.now();
  await work();
  return { name, entries, seconds: (performance.now() - startedMs) / 1000 };
};

/**
 * Adds copies of a trial's entries until the trail has so many, spread over a year of partitions, with subjects and actors as they were.
 *
 * They are acts, not changes of rows, so that the tables stay what the trail says of them.
 *
 * Written as a migration of the hub, since nobody else writes entries.
 */
export async function fillTrail(
  { database }: OpenHub,
  trialId: string,
  entries: number,
): Promise<Throughput> {
  const first = await database.owner.query<{ n: string; last: string }>(
    'select count(*) as n, max(number) as last from audit.entry',
  );
  const kept = Number(first.rows[0]?.n);
  const last = first.rows[0]?.last ?? '0';
  return timed('entries written by SQL alone', entries - kept, async () => {
    const indexes = await dropIndexes(database);
    for (let made = kept; made < entries; made += BATCH) {
      await asMigration(database, async (client) => {
        await client.query(
          `insert into audit.entry (trial_id, subject_id, record, record_id, action, act, before, after, changed, actor_id, actor_name, actor_roles,
             on_behalf_of, reason_code, reason, recorded_at, event_at, zone, transaction, session_id, request_id, client, app_version, schema_version, charter_version)
           select e.trial_id, e.subject_id, e.record, e.record_id, 'ACT', e.act, e.before, e.after, e.changed, e.actor_id, e.actor_name, e.actor_roles,
             e.on_behalf_of, e.reason_code, e.reason, now() + make_interval(secs => ($2::bigint + row_number() over ()) * $3::double precision),
             e.event_at, e.zone, pg_current_xact_id()::text::bigint, e.session_id, e.request_id, e.client, e.app_version, e.schema_version, e.charter_version
           from (select * from audit.entry where trial_id = $1 and action <> 'ACT' and number <= $5 order by number limit 50000) e
           cross join generate_series(1, 1000) limit $4`,
          [trialId, made, (MONTHS * 30 * 86_400) / entries, Math.min(BATCH, entries - made), last],
        );
      });
    }
    for (const definition of indexes) await database.owner.query(definition);
    await database.owner.query('vacuum analyze audit.entry');
  });
}

/** Drops the indexes that are no key, to make them anew when the rows are there; answers how. */
async function dropIndexes(database: Database): Promise<readonly string[]> {
  const { rows } = await database.owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = 'audit.entry'::regclass and not i.indisunique`,
  );
  await asMigration(database, async (client) => {
    for (const { name } of rows) await client.query(`drop index ${name}`);
  });
  return rows.map(({ definition }) => definition.replace(' ON ONLY ', ' ON '));
}

const countEntries = async ({ database }: OpenHub): Promise<number> => {
  const { rows } = await database.owner.query<{ n: string }>('select count(*) as n from audit.entry');
  return Number(rows[0]?.n);
};

/** Seals the whole trail. */
export async function sealTrail(hub: OpenHub): Promise<Throughput> {
  const sealed = await timed('sealed', await countEntries(hub), () => sealWaiting(hub));
  await hub.database.owner.query('vacuum analyze audit.leaf');
  return sealed;
}

/** Writes the whole sealed trail to a file and verifies that, then the database; tells of each when it is done. */
export async function* measureVerification(hub: OpenHub, path: string): AsyncGenerator<Throughput> {
  const entries = await countEntries(hub);
  const { note } = await sealNow(hub, 'EXPORT');
  yield await timed('exported to a file', entries, () =>
    inTransaction(
      hub.database.owner,
      (client) =>
        pipeline(
          Readable.from(exportTrail(client, hub.config, { trial: undefined, note })),
          createWriteStream(path, { mode: 0o600 }),
        ),
      'begin isolation level repeatable read read only',
    ),
  );
  const key = verifierKeyOf(hub.config.ledgerName, hub.config.ledgerKey);
  yield await timed(
    `verified, the file of ${((await stat(path)).size / 1e9).toFixed(1)} GB`,
    entries,
    async () => {
      const { isSound, fault } = await verifyFile(path, undefined);
      if (!isSound) throw new Error(fault?.sentence);
    },
  );
  yield await timed('verified, the database', entries, async () => {
    const { fault } = await verifyTrail(hub.database, [key]);
    if (fault !== null) throw new Error(fault.sentence);
  });
}
