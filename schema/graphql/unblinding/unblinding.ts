import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { encodeNodeId } from '../node-id.ts';
import { Trial } from '../trial/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';

const UnblindingState = builder.enumType('UnblindingState', {
  description: 'How an unblinding stands.',
  values: {
    PROPOSED: { description: 'One person has proposed it; it gives nothing.' },
    HOLDS: { description: 'Two people gave it, and it holds.' },
    ENDED: { description: 'Its time is over.' },
    WITHDRAWN: { description: 'It held and was withdrawn.' },
    DECLINED: { description: 'It was withdrawn before it was approved, or its time ran out before.' },
  },
});

type Row = {
  readonly trialId: string;
  readonly id: string;
  readonly personId: string;
  readonly person: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedById: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly endsAt: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
  readonly state: typeof UnblindingState.$inferType;
  readonly views: number;
  readonly lastViewedAt: string | null;
};

export const Unblinding = builder.objectRef<Row>('Unblinding').implement({
  description: 'A line of the unblinding ledger: the right of one person to see arms.',
  fields: (t) => ({
    id: t.id({ description: 'Never reused.', resolve: (row) => encodeNodeId('Unblinding', row) }),
    personId: t.exposeID('personId', { description: 'Id of who may see arms.' }),
    person: t.exposeString('person', { description: 'Printed name of who may see arms.' }),
    state: t.field({ type: UnblindingState, description: 'How it stands.', resolve: ({ state }) => state }),
    reason: t.exposeString('reason', { description: 'Why, as it was proposed.' }),
    proposedBy: t.exposeString('proposedBy', { description: 'Printed name of who proposed it.' }),
    proposedById: t.exposeID('proposedById', { description: 'Id of who proposed it.' }),
    proposedAt: t.expose('proposedAt', { type: 'DateTime', description: 'When it was proposed.' }),
    approvedBy: t.exposeString('approvedBy', {
      nullable: true,
      description: 'Printed name of the second person; null: not approved.',
    }),
    approvedAt: t.expose('approvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was approved, and held from then on; null: not approved.',
    }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ends by itself; null: it is for good.',
    }),
    withdrawnBy: t.exposeString('withdrawnBy', {
      nullable: true,
      description: 'Printed name of who withdrew or declined it; null: nobody.',
    }),
    withdrawnAt: t.expose('withdrawnAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was withdrawn or declined; null: it was not.',
    }),
    withdrawnReason: t.exposeString('withdrawnReason', {
      nullable: true,
      description: 'Why it was withdrawn or declined; null: it was not.',
    }),
    views: t.exposeInt('views', { description: 'How often the person looked at arms while it held.' }),
    lastViewedAt: t.expose('lastViewedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the person last did; null: never.',
    }),
  }),
});

/** The ledger, newest first; only what the viewer may see of it. */
export async function listUnblindings(
  db: Transaction,
  trialId: string,
  id: string | null = null,
): Promise<readonly Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select g.trial_id as "trialId", g.id, g.person_id as "personId", g.first_grantor_id as "proposedById", g.reason,
      coalesce(private.printed_name(g.trial_id, g.person_id), g.person_id) as person,
      coalesce(private.printed_name(g.trial_id, g.first_grantor_id), g.first_grantor_id) as "proposedBy",
      coalesce(private.printed_name(g.trial_id, g.second_grantor_id), g.second_grantor_id) as "approvedBy",
      coalesce(private.printed_name(g.trial_id, g.withdrawn_by_id), g.withdrawn_by_id) as "withdrawnBy",
      g.proposed_at as "proposedAt", g.granted_at as "approvedAt", g.ends_at as "endsAt", g.withdrawn_at as "withdrawnAt", g.withdrawn_reason as "withdrawnReason",
      case
        when g.withdrawn_at is not null and g.granted_at is not null then 'WITHDRAWN'
        when g.withdrawn_at is not null or (g.granted_at is null and g.ends_at <= now()) then 'DECLINED'
        when g.granted_at is null then 'PROPOSED'
        when g.ends_at <= now() then 'ENDED'
        else 'HOLDS'
      end as state,
      v.views, v."lastViewedAt"
    from unblinding_grant g
    cross join lateral (
      select count(*)::int as views, max(e.recorded_at) as "lastViewedAt" from audit.entry e
      where e.trial_id = g.trial_id and e.act = 'VIEW' and e.record = 'arms' and e.actor_id = g.person_id
        and e.recorded_at >= g.granted_at and (g.withdrawn_at is null or e.recorded_at <= g.withdrawn_at) and (g.ends_at is null or e.recorded_at <= g.ends_at)) v
    where g.trial_id = ${trialId} and (${id}::uuid is null or g.id = ${id})
    order by g.proposed_at desc, g.id desc`);
  return rows;
}

type View = {
  readonly number: string;
  readonly personId: string;
  readonly name: string;
  readonly at: string;
  readonly request: string | null;
};

const ArmsView = builder.objectRef<View>('ArmsView').implement({
  description: 'That somebody looked at arms that are withheld from others.',
  fields: (t) => ({
    number: t.int({ description: 'Number of the audit entry.', resolve: ({ number }) => Number(number) }),
    personId: t.exposeID('personId', { description: 'Id of who looked.' }),
    name: t.exposeString('name', { description: 'Printed name of who looked.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    request: t.exposeString('request', {
      nullable: true,
      description: 'Name of the request that showed them; null: it had none.',
    }),
  }),
});

builder.drizzleObjectFields(Trial, (t) => ({
  unblindings: t.field({
    type: [Unblinding],
    description:
      'The unblinding ledger, newest first: for a data manager, trial administrator or auditor; for others the lines about themselves.',
    complexity: { field: 5, multiplier: 10 },
    resolve: ({ id }, _args, { db }) => listUnblindings(db, id),
  }),
  armsViews: t.field({
    type: [ArmsView],
    description:
      'Who looked at arms that are withheld from others, newest first, 200 at most: for a data manager, trial administrator or auditor.',
    args: { first: t.arg.int({ defaultValue: 50, description: 'How many.' }) },
    complexity: ({ first }) => ({ field: 5, multiplier: first ?? 50 }),
    resolve: async ({ id }, { first }, { db }) => {
      const { rows } = await db.execute<View>(sql`
        select e.number, e.actor_id as "personId", e.actor_name as name, e.recorded_at as at, e.after->>'operation' as request
        from audit.entry e where e.trial_id = ${id} and e.act = 'VIEW' and e.record = 'arms'
        order by e.number desc limit ${Math.min(200, Math.max(0, first ?? 50))}`);
      return rows;
    },
  }),
}));
