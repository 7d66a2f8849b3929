import { Refusal } from '@readout/db/refusal.ts';
import type { Role as RoleWord } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Role } from '../person/person.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { Trial } from '../trial/trial.ts';
import { dropRequirement, recordTraining, requireTraining } from './record-training.ts';
import { listTrialPeople, TrialPerson } from './trial-person.ts';

type Requirement = {
  readonly role: RoleWord;
  readonly course: string;
  readonly validMonths: number | null;
};

const TrainingRequirement = builder.objectRef<Requirement>('TrainingRequirement').implement({
  description: 'A course without which a role may not read, adjudicate or sign in a trial.',
  fields: (t) => ({
    role: t.field({ type: Role, description: 'The role that needs it.', resolve: ({ role }) => role }),
    course: t.exposeString('course', { description: 'Name of the course.' }),
    validMonths: t.exposeInt('validMonths', {
      nullable: true,
      description: 'Months for which it is good; null: for good.',
    }),
  }),
});

builder.drizzleObjectFields(Trial, (t) => ({
  trainingRequirements: t.field({
    type: [TrainingRequirement],
    description: 'The courses asked of roles, by course and role.',
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<Requirement>(
        sql`select q.role, q.course, q.valid_months as "validMonths" from training_requirement q where q.trial_id = ${id} order by q.course, q.role`,
      );
      return rows;
    },
  }),
  keepsMeFromSigning: t.string({
    nullable: true,
    description: 'What keeps the viewer from signing here: identity, statement, training; null: nothing.',
    select: { extras: { keepsMe: (trial) => sql<string | null>`private.may_sign(${trial.id})` } },
    resolve: ({ keepsMe }) => keepsMe,
  }),
}));

const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;
const protocolOf = { description: 'Protocol number.', required: true } as const;
const courseOf = { description: 'Name of the course.', required: true } as const;

builder.mutationFields((t) => ({
  requireTraining: t.drizzleField({
    type: Trial,
    description:
      'Asks a course of a role, or changes for how long it is good. For a trial administrator. NOT_FOUND, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: {
      protocol: t.arg.string(protocolOf),
      role: t.arg({ type: Role, description: 'The role.', required: true }),
      course: t.arg.string(courseOf),
      validMonths: t.arg.int({ description: 'Months for which it is good; null: for good.' }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (query, _root, { protocol, reason, ...asked }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      await transact(database, { viewer, reason }, (tx) =>
        requireTraining(tx, { ...asked, trialId, validMonths: asked.validMonths ?? null }),
      );
      const found = await db.query.trial.findFirst(query({ where: { id: trialId } })).execute();
      if (found === undefined) throw new Error('The trial that asks for training is not there.');
      return found;
    },
  }),
  dropTrainingRequirement: t.drizzleField({
    type: Trial,
    description:
      'Asks a course of a role no more; what was recorded stays. For a trial administrator. NOT_FOUND, FORBIDDEN, REASON_MISSING.',
    args: {
      protocol: t.arg.string(protocolOf),
      role: t.arg({ type: Role, description: 'The role.', required: true }),
      course: t.arg.string(courseOf),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (query, _root, { protocol, reason, role, course }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      await transact(database, { viewer, reason }, (tx) => dropRequirement(tx, { trialId, role, course }));
      const found = await db.query.trial.findFirst(query({ where: { id: trialId } })).execute();
      if (found === undefined) throw new Error('The trial that asked for training is not there.');
      return found;
    },
  }),
  recordTraining: t.field({
    type: TrialPerson,
    nullable: true,
    description:
      'Records that somebody completed a course. For a trial administrator or data manager, not of oneself. Null: the person holds no role here yet. NOT_FOUND, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: {
      protocol: t.arg.string(protocolOf),
      personId: t.arg.id({ description: 'Who.', required: true }),
      course: t.arg.string(courseOf),
      completedOn: t.arg({ type: 'Date', description: 'When it was completed.', required: true }),
      expiresOn: t.arg({ type: 'Date', description: 'The last day; left out: as the requirement says.' }),
      evidence: t.arg.string({ description: 'What shows it, e.g. a certificate.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { protocol, reason, expiresOn, ...completed }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      const { personId } = completed;
      // Of somebody who is not to be seen, an id is answered as one that nobody has.
      if (
        (await db.query.person.findFirst({ where: { id: personId }, columns: { id: true } }).execute()) ===
        undefined
      )
        throw new Refusal('NOT_FOUND', 'There is nobody of this id whom you see.');
      await transact(database, { viewer, reason }, (tx) =>
        recordTraining(tx, [{ ...completed, trialId, expiresOn: expiresOn ?? null }]),
      );
      return (await listTrialPeople(db, trialId, completed.personId))[0] ?? null;
    },
  }),
}));
