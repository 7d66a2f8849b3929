import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Trial } from '../trial/trial.ts';

type Verification = {
  readonly at: string;
  readonly isWhole: boolean;
  readonly result: string;
};

const Verification = builder.objectRef<Verification>('AuditVerification').implement({
  description: 'That the whole audit trail was verified against its checkpoints and the tables.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    isWhole: t.exposeBoolean('isWhole', { description: 'Whether no fault was found.' }),
    result: t.exposeString('result', { description: 'What was found, as a sentence.' }),
  }),
});

builder.drizzleObjectField(Trial, 'lastVerification', (t) =>
  t.field({
    type: Verification,
    nullable: true,
    description:
      'The last time that the trail was verified (`readout audit verify`); null where it never was, and for those who do not see all of it.',
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<Verification>(sql`
        select e.recorded_at as at, e.after->>'isWhole' = 'true' as "isWhole", coalesce(e.after->>'result', '') as result
        from audit.entry e where e.trial_id = ${id} and e.act = 'VERIFY' order by e.number desc limit 1`);
      return rows[0] ?? null;
    },
  }),
);
