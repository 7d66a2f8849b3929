import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { deactivatePerson, proveIdentity, reactivatePerson, setLetterOnFile } from './keep-person.ts';
import { IdentityProof, type IdentityProofRow } from './trial-person.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
  readonly deactivatedAt: string | null;
  readonly identity: IdentityProofRow | null;
  readonly hasLetterOnFile: boolean;
  readonly acceptedAt: string | null;
};

const KeptPerson = builder.objectRef<Row>('KeptPerson').implement({
  description: 'Somebody of the whole hub, as who keeps its people sees them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of the person; never reused.' }),
    name: t.exposeString('name', { description: 'Printed name.' }),
    email: t.exposeString('email', { description: 'Address under which the person signs in.' }),
    isActive: t.exposeBoolean('isActive', { description: 'Whether the person may act.' }),
    deactivatedAt: t.expose('deactivatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the person was deactivated; null: is active.',
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
  }),
});

/** The people of the hub by name. @throws Refusal FORBIDDEN for who does not keep them */
async function listKeptPeople(db: Transaction, id: string | null = null): Promise<readonly Row[]> {
  const { rows: asked } = await db.execute<{ may: boolean }>(sql`select private.keeps_people() as may`);
  if (asked[0]?.may !== true)
    throw new Refusal('FORBIDDEN', 'The people of Readout are kept by those who were given that right.');
  const { rows } = await db.execute<Row>(sql`
    select p.id, p.name, p.email, p.state = 'ACTIVE' as "isActive", p.deactivated_at as "deactivatedAt", p.has_letter_on_file as "hasLetterOnFile",
      case when p.identity_checked_on is not null then jsonb_build_object('method', p.identity_method, 'checkedOn', p.identity_checked_on, 'checkedBy', c.name) end as identity,
      (select max(a.accepted_at) from statement_acceptance a where a.person_id = p.id and a.version = private.newest_statement()) as "acceptedAt"
    from person p left join person c on c.id = p.identity_checked_by_id
    where p.kind = 'PERSON' and (${id}::text is null or p.id = ${id}) order by p.name, p.id`);
  return rows;
}

async function getKeptPerson(db: Transaction, id: string): Promise<Row> {
  const [found] = await listKeptPeople(db, id);
  if (found === undefined) throw new Error('The person who was kept is not there.');
  return found;
}

builder.queryField('keptPeople', (t) =>
  t.field({
    type: [KeptPerson],
    description: 'Everybody of the hub by name, for who keeps its people. FORBIDDEN for others.',
    complexity: { field: 5, multiplier: 20 },
    resolve: (_root, _args, { db }) => listKeptPeople(db),
  }),
);

const personIdOf = { description: 'Who.', required: true } as const;
const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;

builder.mutationFields((t) => ({
  deactivatePerson: t.field({
    type: KeptPerson,
    description:
      'Ends somebody’s access at once, sessions and tokens too; nothing is deleted. For who keeps people, not oneself. FORBIDDEN, CONFLICT for the last administrator of a trial, REASON_MISSING.',
    args: { personId: t.arg.id(personIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { personId, reason }, { db, database, viewer }) => {
      await transact(database, { viewer, reason }, (tx) => deactivatePerson(tx, personId));
      return getKeptPerson(db, personId);
    },
  }),
  reactivatePerson: t.field({
    type: KeptPerson,
    description: 'Lets somebody sign in again. For who keeps people, not oneself. FORBIDDEN, REASON_MISSING.',
    args: { personId: t.arg.id(personIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { personId, reason }, { db, database, viewer }) => {
      await transact(database, { viewer, reason }, (tx) => reactivatePerson(tx, personId));
      return getKeptPerson(db, personId);
    },
  }),
  proveIdentity: t.field({
    type: KeptPerson,
    description:
      'Records that somebody’s identity was checked, before the first signature. For who keeps people, not of oneself. FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: {
      personId: t.arg.id(personIdOf),
      method: t.arg.string({ description: 'How it was checked.', required: true }),
      checkedOn: t.arg({ type: 'Date', description: 'When it was checked.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { reason, ...proved }, { db, database, viewer }) => {
      await transact(database, { viewer, reason }, (tx) => proveIdentity(tx, proved));
      return getKeptPerson(db, proved.personId);
    },
  }),
  setLetterOnFile: t.field({
    type: KeptPerson,
    description:
      'Records whether the letter to the FDA about electronic signatures is on file. For who keeps people, not of oneself. FORBIDDEN, REASON_MISSING.',
    args: {
      personId: t.arg.id(personIdOf),
      isOnFile: t.arg.boolean({ description: 'Whether it is.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { reason, ...letter }, { db, database, viewer }) => {
      await transact(database, { viewer, reason }, (tx) => setLetterOnFile(tx, letter));
      return getKeptPerson(db, letter.personId);
    },
  }),
}));
