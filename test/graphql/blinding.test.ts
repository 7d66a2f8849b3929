import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { schema } from '@readout/graphql/schema.ts';
import { sql } from 'drizzle-orm';
import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { ARM_CODES, ARM_NAMES, insertBlindedTrial, TREATMENTS, type BlindedTrial } from './blinded-trial.ts';

const opened = withDatabase();
let blinded: BlindedTrial;
beforeAll(async () => {
  blinded = await opened.asOwner(async (tx) => {
    const made = await insertBlindedTrial(tx);
    const grant = {
      personId: 'unblinded',
      firstGrantorId: 'administrator',
      secondGrantorId: 'manager',
      reason: 'Final analysis',
    };
    await tx
      .insert(unblindingGrant)
      .values({ trialId: made.trialId, ...grant })
      .execute();
    return made;
  });
});

const SECRETS = [...ARM_CODES, ...ARM_NAMES, ...TREATMENTS];
const secretsIn = (text: string) => SECRETS.filter((secret) => text.includes(secret));

/** Every table and view that the application may select from, by the catalogue. */
async function listRelations(): Promise<readonly string[]> {
  const { rows } = await opened.database.owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'audit') and c.relkind in ('r', 'p', 'v') and has_table_privilege('readout_app', c.oid, 'select') order by 1`,
  );
  return rows.map(({ name }) => name);
}

const rowsOf = (userId: string, relation: string) =>
  asViewer(opened.database, { userId }, async (db) => {
    const { rows } = await db.execute<{ row: unknown }>(
      sql`select to_jsonb(t) as row from ${sql.raw(relation)} t`,
    );
    return rows.map(({ row }) => JSON.stringify(row));
  });

// ICH E6(R3) 4.1: no way of a blinded role leads to the arm. New tables and fields are walked without being named here.
describe('in SQL, as the application', () => {
  test('a blinded sponsor finds the arm of no subject in any table or view', async () => {
    const relations = await listRelations();
    expect(relations).toContain('public.subject_arm');
    const leaks: string[] = [];
    for (const relation of relations) {
      // That the trial has these arms is no secret; who is in them is.
      if (relation === 'public.arm') continue;
      const rows = (await rowsOf('sponsor', relation)).filter(
        (row) => !row.includes('"record":"arm"') && !row.includes('"record": "arm"'),
      );
      const found = secretsIn(rows.join());
      if (found.length > 0) leaks.push(`${relation}: ${found.join(', ')}`);
    }
    expect(leaks).toEqual([]);
    expect(await rowsOf('sponsor', 'public.subject_arm')).toEqual([]);
    expect(await rowsOf('sponsor', 'public.exposure_drug')).toEqual([]);
    expect((await rowsOf('unblinded', 'public.subject_arm')).length).toBeGreaterThan(0);
  });

  test("another sponsor's person finds no row of this trial in any table or view", async () => {
    const leaks: string[] = [];
    for (const relation of await listRelations()) {
      if ((await rowsOf('stranger', relation)).some((row) => row.includes(blinded.trialId)))
        leaks.push(relation);
    }
    expect(leaks).toEqual([]);
  });
});

/** All fields of a type that ask for nothing, to a depth; a type is not entered twice on one way. */
function allFieldsOf(type: GraphQLObjectType, depth: number, way: readonly string[] = []): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (
      field.args.some((arg) => String(arg.type).endsWith('!')) ||
      (type.name === 'Trial' && field.name === 'arms')
    )
      return [];
    if (!isObjectType(inner)) return [field.name];
    if (depth === 0 || way.includes(inner.name)) return [];
    const selection = allFieldsOf(inner, depth - 1, [...way, type.name]);
    return selection === '' ? [] : [`${field.name} { ${selection} }`];
  });
  return parts.join(' ');
}

/** That the trial has these arms is no secret, and so are the audit entries that set them up. */
const withoutPlannedArms = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'record' in value && value.record === 'arm' ? null : value;

function typeOf(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The graph has no type ${name}.`);
  return type;
}

describe('in GraphQL', () => {
  const trialFields = Object.values(typeOf('Trial').getFields())
    .map((field) => ({ field, inner: getNamedType(field.type) }))
    .filter(
      ({ field }) => field.name !== 'arms' && !field.args.some((arg) => String(arg.type).endsWith('!')),
    );

  test.each(trialFields.map(({ field, inner }) => [field.name, inner] as const))(
    'Trial.%s tells a blinded sponsor no arm',
    async (name, inner) => {
      const selection = isObjectType(inner) ? `{ ${allFieldsOf(inner, 3, ['Trial'])} }` : '';
      const { data, errors } = await ask(
        opened.database,
        { userId: 'sponsor' },
        `{ trial(protocol: "ONC-1042") { ${name} ${selection} } }`,
      );
      expect(errors).toEqual([]);
      expect(secretsIn(JSON.stringify(data, withoutPlannedArms))).toEqual([]);
    },
  );

  test('no field of a subject tells a blinded sponsor the arm; two tell the unblinded', async () => {
    const told: string[] = [];
    for (const field of Object.values(typeOf('Subject').getFields())) {
      const inner = getNamedType(field.type);
      if (isObjectType(inner) && ['Trial', 'Subject'].includes(inner.name)) continue;
      const selection = isObjectType(inner) ? `{ ${allFieldsOf(inner, 3, ['Trial', 'Subject'])} }` : '';
      const source = `{ subject(protocol: "ONC-1042", number: "1042-001") { ${field.name} ${selection} } }`;
      const seen = await ask(opened.database, { userId: 'sponsor' }, source);
      expect(seen.errors).toEqual([]);
      expect(secretsIn(JSON.stringify(seen.data))).toEqual([]);
      const open = await ask(opened.database, { userId: 'unblinded' }, source);
      if (secretsIn(JSON.stringify(open.data)).length > 0) told.push(field.name);
    }
    expect(told).toEqual(['arm', 'exposures']);
  });
});
