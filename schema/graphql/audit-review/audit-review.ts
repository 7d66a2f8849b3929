import { AUDIT_SIGNALS, AUDIT_VERDICTS, type AuditSignal as Signal } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { SIGNATURES } from '../signature/signature.ts';
import { Trial } from '../trial/trial.ts';
import { AuditSignal, AuditVerdict } from './audit-signal.ts';
import { filterListed, ListedConnection, pageListed } from './listed-entry.ts';

interface VerdictCounted {
  readonly verdict: (typeof AUDIT_VERDICTS)[number];
  readonly count: number;
}

const VerdictCount = builder.objectRef<VerdictCounted>('AuditVerdictCount').implement({
  description: 'How many entries of a review have a verdict.',
  fields: (t) => ({
    verdict: t.field({ type: AuditVerdict, description: 'The verdict.', resolve: ({ verdict }) => verdict }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
});

interface Counted {
  readonly signal: Signal | null;
  readonly count: number;
  readonly openCount: number;
}

const SignalCount = builder.objectRef<Counted>('AuditSignalCount').implement({
  description: 'How many entries of a review bear a signal.',
  fields: (t) => ({
    signal: t.field({
      type: AuditSignal,
      nullable: true,
      description: 'The signal; null for entries drawn by chance, which bear none.',
      resolve: ({ signal }) => signal,
    }),
    count: t.exposeInt('count', { description: 'How many.' }),
    openCount: t.exposeInt('openCount', { description: 'How many of them have no verdict yet.' }),
  }),
});

export const AuditReview = builder.drizzleNode('auditReview', {
  name: 'AuditReview',
  description: 'A periodic review of the audit trail of a trial (21 CFR 11.10(e); EU Annex 11, 9).',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    fromNumber: t.exposeInt('fromNumber', { description: 'First entry of the period.' }),
    toNumber: t.exposeInt('toNumber', { description: 'Last entry of the period.' }),
    fromAt: t.expose('fromAt', { type: 'DateTime', description: 'When the first was recorded.' }),
    toAt: t.expose('toAt', { type: 'DateTime', description: 'When the last was recorded.' }),
    zone: t.exposeString('zone', {
      description:
        'IANA time zone of the trial: what out of hours means for people whose own is not on the entry.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was begun.' }),
    startedByName: t.string({
      description: 'Who reviews.',
      select: { with: { startedBy: { columns: { name: true } } } },
      resolve: ({ startedBy }) => startedBy.name,
    }),
    isMine: t.boolean({
      description: 'Whether the viewer began it.',
      select: { columns: { startedById: true } },
      resolve: ({ startedById }, _args, { viewer }) => startedById === viewer.userId,
    }),
    samplePercent: t.exposeFloat('samplePercent', {
      description: 'Share of the entries without signals that was to be drawn, percent.',
    }),
    population: t.exposeInt('population', {
      description: 'How many entries without signals there were to draw from.',
    }),
    sample: t.exposeInt('sample', { description: 'How many of them were drawn.' }),
    seed: t.exposeInt('seed', {
      description: 'From which they were drawn: those whose MD5 of "seed/number" comes first.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last closed; null while it goes on.',
    }),
    nextDueOn: t.expose('nextDueOn', {
      type: 'Date',
      nullable: true,
      description: 'Day (UTC) by which the next review is due; null while it goes on.',
    }),
    summary: t.exposeString('summary', {
      nullable: true,
      description: 'What the reviewer says of the period as a whole; null while it goes on.',
    }),
    listedCount: t.int({
      description: 'How many entries it looks at.',
      select: { columns: { listed: true } },
      resolve: ({ listed }) => listed.length,
    }),
    judgedCount: t.int({
      description: 'How many of them have a verdict.',
      select: { with: { verdicts: { columns: { id: true } } } },
      resolve: ({ verdicts }) => verdicts.length,
    }),
    verdictCounts: t.field({
      type: [VerdictCount],
      description: 'How many entries have each verdict, in the order of the list of verdicts.',
      select: { with: { verdicts: { columns: { verdict: true } } } },
      resolve: ({ verdicts }) =>
        AUDIT_VERDICTS.map((verdict) => ({
          verdict,
          count: verdicts.filter((each) => each.verdict === verdict).length,
        })),
    }),
    signalCounts: t.field({
      type: [SignalCount],
      description: 'Which signals its entries bear, in the order of the list of signals, those drawn last.',
      select: {
        columns: { listed: true },
        with: { verdicts: { with: { by: { columns: { name: true } } } } },
      },
      resolve: (review) =>
        [...AUDIT_SIGNALS, null]
          .map((signal) => {
            const which = signal === null ? { isDrawn: true } : { signal };
            return {
              signal,
              count: filterListed(review, which).length,
              openCount: filterListed(review, { ...which, isOpen: true }).length,
            };
          })
          .filter(({ count }) => count > 0),
    }),
    entries: t.field({
      type: ListedConnection,
      description: 'The entries it looks at, by number: those with signals and those drawn.',
      args: {
        signal: t.arg({ type: AuditSignal, description: 'Only those that bear it.' }),
        isDrawn: t.arg.boolean({
          description: 'Only those drawn by chance; false: only those with signals.',
        }),
        isOpen: t.arg.boolean({ description: 'Only those without a verdict; false: only those with one.' }),
        ...t.arg.connectionArgs(),
      },
      complexity: ({ first, last }) => ({ field: 5, multiplier: first ?? last ?? 25 }),
      select: {
        columns: { trialId: true, listed: true },
        with: { verdicts: { with: { by: { columns: { name: true } } } } },
      },
      resolve: (review, args, context) => pageListed(context, review, args),
    }),
    signatures: t.relation('signatures', SIGNATURES),
  }),
});

builder.drizzleObjectField(Trial, 'auditReviews', (t) =>
  t.relation('auditReviews', {
    query: { orderBy: { startedAt: 'desc' }, limit: 100 },
    description: 'Reviews of the audit trail, newest first; empty for those who do not see all of it.',
  }),
);

builder.queryField('auditReview', (t) =>
  t.drizzleField({
    type: AuditReview,
    nullable: true,
    description: 'A review of the audit trail; null when it is not there or not readable.',
    args: { id: t.arg.id({ required: true, description: 'The review.' }) },
    resolve: async (query, _root, { id }, { db }) =>
      (await db.query.auditReview.findFirst(query({ where: decodeNodeId('AuditReview', id) })).execute()) ??
      null,
  }),
);

type Due = {
  readonly dueOn: string;
  readonly isOverdue: boolean;
};

const AuditReviewDue = builder.objectRef<Due>('AuditReviewDue').implement({
  description: 'When the audit trail is to be reviewed.',
  fields: (t) => ({
    dueOn: t.expose('dueOn', {
      type: 'Date',
      description:
        'By which day: as the last signed review says; without one, three months after the trail began.',
    }),
    isOverdue: t.exposeBoolean('isOverdue', { description: 'Whether that day is past (UTC).' }),
  }),
});

builder.drizzleObjectField(Trial, 'auditReviewDue', (t) =>
  t.field({
    type: AuditReviewDue,
    nullable: true,
    description: 'When the audit trail is to be reviewed next; null for those who do not see all of it.',
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<Due>(sql`
        select d.due::text as "dueOn", d.due < (now() at time zone 'UTC')::date as "isOverdue"
        from (select private.audit_review_due(${id}) as due) d where d.due is not null`);
      return rows[0] ?? null;
    },
  }),
);
