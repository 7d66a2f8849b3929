import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Role } from '../person/person.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { grantRole, revokeRole } from './keep-roles.ts';
import { listTrialPeople, TrialPerson } from './trial-person.ts';

const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;

builder.mutationField('grantRole', (t) =>
  t.field({
    type: TrialPerson,
    description:
      'Gives somebody a role in a trial, at once. For a trial administrator, and never to oneself. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      email: t.arg.string({ description: 'Address under which the person signs in.', required: true }),
      role: t.arg({ type: Role, description: 'The role.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { protocol, email, role, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      const personId = await transact(database, { viewer, reason }, (tx) =>
        grantRole(tx, { trialId, email, role }),
      );
      const [granted] = await listTrialPeople(db, trialId, personId);
      if (granted === undefined) throw new Error('The person who was given a role is not there.');
      return granted;
    },
  }),
);

builder.mutationField('revokeRole', (t) =>
  t.field({
    type: TrialPerson,
    nullable: true,
    description:
      'Takes a role from somebody, at once; what they read stays. For a trial administrator; not one’s own and not the last administrator’s. Null: the person holds no other role here. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      heldRoleId: t.arg.id({ description: 'The role held.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { heldRoleId, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('HeldRole', heldRoleId);
      const personId = await transact(database, { viewer, reason }, (tx) => revokeRole(tx, { trialId, id }));
      return (await listTrialPeople(db, trialId, personId))[0] ?? null;
    },
  }),
);
