import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { newId } from '@readout/db/new-id.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { schema } from '@readout/graphql/schema.ts';
import { isInterfaceType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { insertBlindedTrial, type BlindedTrial } from './blinded-trial.ts';

const opened = withDatabase();
let blinded: BlindedTrial;
beforeAll(async () => {
  blinded = await opened.asOwner(async (tx) => {
    const made = await insertBlindedTrial(tx);
    const grant = { personId: 'unblinded', firstGrantorId: 'administrator', secondGrantorId: 'manager' };
    await tx
      .insert(unblindingGrant)
      .values({ trialId: made.trialId, ...grant, reason: 'Final analysis' })
      .execute();
    return made;
  });
});

const as = (userId: string, source: string) => ask(opened.database, { userId }, source);

/** What somebody outside could compare: the answer, the sentence of a refusal, and how many statements it took. */
async function tellOf(userId: string, source: string) {
  const { data, errors, statements } = await as(userId, source);
  return { data, errors, statements: statements.length };
}

const NODE_TYPES = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => type.getInterfaces().some((each) => each.name === 'Node'))
  .map(({ name }) => name);

const TABLE_OF: Readonly<Record<string, string>> = { Trial: 'trial' };
const tableOf = (name: string) =>
  TABLE_OF[name] ?? name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

// ICH E6(R3) 4.1, OWASP API1: what is hidden and what is not there are one and the same.
describe('what is hidden cannot be told from what is not there', () => {
  test('every node type is walked', () => {
    expect(isInterfaceType(schema.getType('Node'))).toBe(true);
    expect(NODE_TYPES.length).toBeGreaterThan(10);
  });

  test.each(NODE_TYPES)(
    'a %s of another trial is null, with as many statements as one that never was',
    async (name) => {
      const table = tableOf(name);
      const idOf = (row: string) =>
        name === 'Trial'
          ? Buffer.from(`Trial:${row}`).toString('base64')
          : encodeNodeId(name, { trialId: blinded.trialId, id: row });
      const { rows } = await opened.database.owner.query<{ id: string }>(
        `select id from ${table} where ${name === 'Trial' ? 'id' : 'trial_id'} = $1 limit 1`,
        [blinded.trialId],
      );
      const nodeOf = (id: string) => `{ node(id: "${id}") { __typename id } }`;
      const never = await tellOf('stranger', nodeOf(idOf(newId())));
      expect(never).toMatchObject({ data: { node: null }, errors: [] });
      // A type of which the trial has no row is looked for by an id that never was alone.
      for (const { id } of rows) expect(await tellOf('stranger', nodeOf(idOf(id)))).toEqual(never);
    },
  );

  test('a trial and a subject, by number', async () => {
    const trialOf = (protocol: string) => tellOf('stranger', `{ trial(protocol: "${protocol}") { id } }`);
    expect(await trialOf('ONC-1042')).toEqual(await trialOf('ONC-9999'));
    const subjectOf = (protocol: string, number: string) =>
      tellOf('stranger', `{ subject(protocol: "${protocol}", number: "${number}") { id } }`);
    expect(await subjectOf('ONC-1042', '1042-001')).toEqual(await subjectOf('ONC-9999', '1042-999'));
  });

  test('a role, an unblinding and a person, for whoever would change them', async () => {
    const heldIn = async (table: string) =>
      (
        await opened.database.owner.query<{ id: string }>(
          `select id from ${table} where trial_id = $1 limit 1`,
          [blinded.trialId],
        )
      ).rows[0]?.id ?? '';
    const revoke = (id: string) =>
      tellOf(
        'stranger',
        `mutation { revokeRole(heldRoleId: "${encodeNodeId('HeldRole', { trialId: blinded.trialId, id })}", reason: "Mine") { id } }`,
      );
    expect(await revoke(await heldIn('membership'))).toEqual(await revoke(newId()));
    for (const verb of ['approveUnblinding', 'withdrawUnblinding']) {
      const decide = (id: string) =>
        tellOf(
          'stranger',
          `mutation { ${verb}(unblindingId: "${encodeNodeId('Unblinding', { trialId: blinded.trialId, id })}", reason: "Mine") { id } }`,
        );
      expect(await decide(await heldIn('unblinding_grant'))).toEqual(await decide(newId()));
    }
    const grant = (protocol: string, email: string) =>
      tellOf(
        'stranger',
        `mutation { grantRole(protocol: "${protocol}", email: "${email}", role: READER, reason: "Mine") { id } }`,
      );
    expect(await grant('ONC-1042', 'sponsor@readout.invalid')).toEqual(
      await grant('ONC-9999', 'nobody@readout.invalid'),
    );
    // Of one's own trial, without the role: the refusal does not say whether the address is somebody's.
    expect(await grant('OTHER-7', 'sponsor@readout.invalid')).toEqual(
      await grant('OTHER-7', 'nobody@readout.invalid'),
    );
    const keep = (id: string) =>
      tellOf('stranger', `mutation { deactivatePerson(personId: "${id}", reason: "Mine") { id } }`);
    expect(await keep('sponsor')).toEqual(await keep('nobody'));
  });
});

describe('no way of a blinded role leads to the arm', () => {
  test('by an argument: one alone names arms, and is refused alike for an arm there is and one there is not', async () => {
    const named = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) =>
          field.args.map((arg) => `${type.name}.${field.name}(${arg.name})`),
        ),
      )
      .filter((name) => /arm|treat|drug|dose|group/i.test(name.slice(name.indexOf('('))));
    expect(named).toEqual(['Trial.efficacy(arm)']);
    const efficacy = (arm: string) =>
      tellOf(
        'sponsor',
        `{ trial(protocol: "ONC-1042") { efficacy(arm: "${arm}") { groups { subjects } } } }`,
      );
    const refused = await efficacy('SECRETA');
    expect(refused.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await efficacy('NOPE')).toEqual(refused);
  });

  test('by an order: sorting by anything gives a blinded person the order that the arm is not in', async () => {
    const sorts = schema.getType('SubjectSort');
    const words = JSON.stringify(sorts?.toConfig() ?? {}).match(/"[A-Z_]+"/g) ?? [];
    expect(words.filter((word) => /ARM|TREAT|DRUG/.test(word))).toEqual([]);
  });

  test('by a search for what is in it', async () => {
    const find = (search: string) =>
      tellOf('sponsor', `{ trial(protocol: "ONC-1042") { subjects(search: "${search}") { totalCount } } }`);
    for (const secret of ['SECRETA', 'COMPOUND A', 'Drug A'])
      expect((await find(secret)).data).toEqual((await find('NOPE')).data);
  });

  // Groups of fewer than 5 subjects are not split: shares of so few would tell who is where.
  test('by a small group: pooled for the blinded whatever is filtered, and split for the unblinded from five subjects on', async () => {
    const groupsOf = async (userId: string, filter: string) => {
      const { data, errors } = await as(
        userId,
        `{ trial(protocol: "ONC-1042") { efficacy${filter} { groups { arm { code } subjects } } } }`,
      );
      expect(errors).toEqual([]);
      return (
        data?.['trial'] as { efficacy: { groups: readonly { arm: object | null; subjects: number }[] } }
      ).efficacy.groups;
    };
    for (const filter of [
      '',
      '(site: "701")',
      '(population: EVALUABLE)',
      '(site: "999")',
      '(evaluator: READER_1)',
    ])
      expect(
        (await groupsOf('sponsor', filter)).map(({ arm }) => arm),
        filter,
      ).toEqual([null]);
    expect((await groupsOf('unblinded', '')).map(({ subjects }) => subjects)).toEqual([6, 3, 3]);
    // One arm alone has three subjects, which are not split further.
    expect(await groupsOf('unblinded', '(arm: "SECRETA")')).toEqual([{ arm: null, subjects: 3 }]);
  });
});
