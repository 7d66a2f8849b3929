import type { Role as RoleWord } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { encodeNodeId } from '../node-id.ts';
import { Role } from '../person/person.ts';
import { Trial } from '../trial/trial.ts';

interface HeldRole {
  readonly trialId: string;
  readonly id: string;
  readonly role: RoleWord;
  readonly grantedAt: string;
  readonly grantedBy: string | null;
}

export interface IdentityProofRow {
  readonly method: string;
  readonly checkedOn: string;
  readonly checkedBy: string;
}

interface Training {
  readonly course: string;
  readonly isRequired: boolean;
  readonly isRecorded: boolean;
  readonly isValid: boolean;
  readonly completedOn: string | null;
  readonly validUntil: string | null;
}

interface TrialPersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly kind: string;
  readonly isActive: boolean;
  readonly roles: readonly HeldRole[];
  readonly lastSignInAt: string | null;
  readonly identity: IdentityProofRow | null;
  readonly hasLetterOnFile: boolean;
  readonly acceptedAt: string | null;
  readonly keepsFromSigning: string | null;
  readonly unblindedAt: string | null;
  readonly training: readonly Training[];
}

const HeldRoleRef = builder.objectRef<HeldRole>('HeldRole').implement({
  description: 'A role that a person holds in a trial.',
  fields: (t) => ({
    id: t.id({ description: 'What revokeRole takes.', resolve: (row) => encodeNodeId('HeldRole', row) }),
    role: t.field({ type: Role, description: 'The role.', resolve: ({ role }) => role }),
    grantedAt: t.expose('grantedAt', { type: 'DateTime', description: 'When it was given.' }),
    grantedBy: t.exposeString('grantedBy', {
      nullable: true,
      description: 'Printed name of who gave it; null: given before this was kept.',
    }),
  }),
});

export const IdentityProof = builder.objectRef<IdentityProofRow>('IdentityProof').implement({
  description: 'That somebody checked who a person is (21 CFR 11.100(b)).',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'How.' }),
    checkedOn: t.expose('checkedOn', { type: 'Date', description: 'When.' }),
    checkedBy: t.exposeString('checkedBy', { description: 'Printed name of who checked.' }),
  }),
});

const TrainingRef = builder.objectRef<Training>('Training').implement({
  description: 'How a person stands with a course that the trial asks of some role.',
  fields: (t) => ({
    course: t.exposeString('course', { description: 'Name of the course.' }),
    isRequired: t.exposeBoolean('isRequired', { description: 'Whether a role of the person needs it.' }),
    isRecorded: t.exposeBoolean('isRecorded', { description: 'Whether it was ever completed.' }),
    isValid: t.exposeBoolean('isValid', { description: 'Whether it is good today.' }),
    completedOn: t.expose('completedOn', {
      type: 'Date',
      nullable: true,
      description: 'When it was last completed; null: never.',
    }),
    validUntil: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The last day on which it is good; null: never completed, or good for good.',
    }),
  }),
});

export const TrialPerson = builder.objectRef<TrialPersonRow>('TrialPerson').implement({
  description: 'Somebody who holds a role in a trial, with what is kept about their access.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of the person; never reused.' }),
    name: t.exposeString('name', { description: 'Printed name.' }),
    email: t.exposeString('email', { description: 'Address under which the person signs in.' }),
    isActive: t.exposeBoolean('isActive', {
      description: 'Whether the person may act; not when deactivated.',
    }),
    roles: t.field({
      type: [HeldRoleRef],
      description: 'The roles held here.',
      resolve: ({ roles }) => roles,
    }),
    lastSignInAt: t.expose('lastSignInAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The last sign-in by the audit trail; null: none.',
    }),
    identity: t.field({
      type: IdentityProof,
      nullable: true,
      description: 'How the identity was proved; null: not yet, and nothing is signed.',
      resolve: ({ identity }) => identity,
    }),
    hasLetterOnFile: t.exposeBoolean('hasLetterOnFile', {
      description: 'Whether the letter to the FDA about electronic signatures is on file (21 CFR 11.100(c)).',
    }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the statement about signatures was accepted in its newest version; null: not yet.',
    }),
    keepsFromSigning: t.exposeString('keepsFromSigning', {
      nullable: true,
      description: 'What keeps the person from signing here, as told to them; null: nothing.',
    }),
    unblindedAt: t.expose('unblindedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when an unblinding holds; null: none does.',
    }),
    training: t.field({
      type: [TrainingRef],
      description: 'The courses that the trial asks of anybody, by name.',
      resolve: ({ training }) => training,
    }),
  }),
});

/** The people of a trial by name; null for who may not see what is kept about them. */
export async function listTrialPeople(
  db: Transaction,
  trialId: string,
  personId: string | null = null,
): Promise<readonly TrialPersonRow[]> {
  const { rows } = await db.execute<{ told: TrialPersonRow }>(
    sql`select told from private.people_of(${trialId}) where ${personId}::text is null or person_id = ${personId} order by told->>'name', person_id`,
  );
  return rows.map(({ told }) => told);
}

builder.drizzleObjectField(Trial, 'people', (t) =>
  t.field({
    type: [TrialPerson],
    description:
      'Who holds a role here, by name: for a data manager, trial administrator or auditor; empty for others.',
    complexity: { field: 5, multiplier: 20 },
    resolve: ({ id }, _args, { db }) => listTrialPeople(db, id),
  }),
);
