import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { auditReview, type ListedEntry } from '@readout/db/table/audit-review.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { AuditReview } from './audit-review.ts';
import { drawSample } from './draw-sample.ts';
import { getWritten } from '../get-written.ts';
import { listSignalled } from './signal-query.ts';

/** What a review is to be of. */
export interface NewAuditReview {
  readonly trialId: string;
  readonly startedById: string;
  /** First day, UTC; left out: from the entry after the last closed review on. */
  readonly from?: string | undefined;
  /** Last day, UTC; left out: up to the newest entry. */
  readonly to?: string | undefined;
  /** Share of the entries without signals to draw, percent. */
  readonly samplePercent: number;
  /** IANA time zone of the trial. */
  readonly zone: string;
  readonly seed: number;
}

/**
 * Begins a review: finds the entries of the period that bear signals, and draws a sample of the rest. The list stays as it was found.
 *
 * For auditors and data managers. Audited: the review.
 *
 * @returns its id
 * @throws Refusal FORBIDDEN; BAD_INPUT for a period without entries, a share or a zone that is none
 */
export async function startAuditReview(tx: Transaction, review: NewAuditReview): Promise<string> {
  const { trialId, startedById, samplePercent, seed, zone } = review;
  if (!(samplePercent >= 0 && samplePercent <= 100))
    throw new Refusal('BAD_INPUT', 'A sample is a share from 0 to 100 percent.');
  await refuseOthers(tx, trialId);
  const period = await findPeriod(tx, review);
  const stretch = { trialId, fromNumber: period.least, toNumber: period.most };
  const signalled = await listSignalled(tx, stretch, await getZone(tx, zone));
  const but = signalled.map(({ number }) => number);
  const { numbers, population } = await drawSample(tx, stretch, { percent: samplePercent, seed, but });
  const drawn = numbers.map((number): ListedEntry => ({ number, signals: [] }));
  const id = newId();
  await tx
    .insert(auditReview)
    .values({
      ...stretch,
      id,
      startedById,
      fromAt: new Date(period.fromAt),
      toAt: new Date(period.toAt),
      zone,
      samplePercent,
      population,
      sample: drawn.length,
      seed,
      listed: [...signalled, ...drawn].toSorted((a, b) => a.number - b.number),
    })
    .execute();
  return id;
}

/** Before anything is looked for: to others it would seem that there is nothing to review. The database refuses them too. */
async function refuseOthers(tx: Transaction, trialId: string): Promise<void> {
  const { rows } = await tx.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.trials_as('{AUDITOR,DATA_MANAGER}')) as may`,
  );
  if (rows[0]?.may !== true)
    throw new Refusal('FORBIDDEN', 'An auditor or a data manager reviews the audit trail.');
}

type Period = {
  readonly least: number;
  readonly most: number;
  readonly fromAt: string;
  readonly toAt: string;
};

/** The first and the last entry of the trial in the period. */
async function findPeriod(tx: Transaction, { trialId, from, to }: NewAuditReview): Promise<Period> {
  const begins =
    from === undefined
      ? sql`e.number > coalesce((select max(a.to_number) from audit_review a where a.trial_id = ${trialId} and a.finished_at is not null), 0)`
      : sql`e.recorded_at >= ${from}::date::timestamp at time zone 'UTC'`;
  const ends =
    to === undefined ? sql`true` : sql`e.recorded_at < (${to}::date + 1)::timestamp at time zone 'UTC'`;
  const { rows } = await tx.execute<{ [Key in keyof Period]: Period[Key] | null }>(sql`
    with period as (select e.number, e.recorded_at from audit.entry e where e.trial_id = ${trialId} and ${begins} and ${ends})
    select min(p.number)::double precision as least, max(p.number)::double precision as most,
      min(p.recorded_at)::text as "fromAt", max(p.recorded_at)::text as "toAt" from period p`);
  const { least, most, fromAt, toAt } = rows[0] ?? {};
  if (least == null || most == null || fromAt == null || toAt == null)
    throw new Refusal('BAD_INPUT', 'There is nothing to review: no entry was recorded in this period.');
  return { least, most, fromAt, toAt };
}

/** @throws Refusal BAD_INPUT for a zone that the database does not know */
async function getZone(tx: Transaction, zone: string): Promise<string> {
  const { rows } = await tx.execute<{ name: string }>(
    sql`select n.name from pg_timezone_names n where n.name = ${zone}`,
  );
  if (rows.length === 0)
    throw new Refusal('BAD_INPUT', `There is no time zone ${zone}; write it as Europe/Paris.`);
  return zone;
}

builder.mutationField('startAuditReview', (t) =>
  t.drizzleField({
    type: AuditReview,
    description:
      'Begins a review of the audit trail of a trial: lists the entries with signals and a random sample of the others. For auditors and data managers. NOT_FOUND, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ required: true, description: 'Protocol number.' }),
      from: t.arg({
        type: 'Date',
        description: 'First day, UTC; null: from the entry after the last closed review on.',
      }),
      to: t.arg({ type: 'Date', description: 'Last day, UTC; null: up to the newest entry.' }),
      samplePercent: t.arg.float({
        defaultValue: 1,
        description:
          'Share of the entries without signals to draw, percent; rounded up to an entry, 500 at most.',
      }),
      zone: t.arg.string({
        defaultValue: 'UTC',
        description: 'IANA time zone of the trial: what out of hours means where a person told no zone.',
      }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit trail.' }),
    },
    resolve: async (query, _root, args, { db, database, viewer }) => {
      const trialId = await getTrialId(db, args.protocol);
      const id = await transact(database, { viewer, reason: args.reason }, (tx) =>
        startAuditReview(tx, {
          trialId,
          startedById: viewer.userId,
          from: args.from ?? undefined,
          to: args.to ?? undefined,
          samplePercent: args.samplePercent ?? 1,
          zone: args.zone ?? 'UTC',
          seed: randomInt(1, 2 ** 31 - 1),
        }),
      );
      return getWritten(await db.query.auditReview.findFirst(query({ where: { trialId, id } })).execute());
    },
  }),
);
