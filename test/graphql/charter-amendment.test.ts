import { person } from '@readout/db/table/person.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { ask, type Reply } from './ask.ts';
import { openReadTrial, readOf, type ReadTrial } from './read-trial.ts';

const db = withDatabase();
let trial: ReadTrial;

/** Reader 1 sees PR (-32 %), then the nadir and a rise; reader 2 the same but for the last; all locked. */
beforeAll(async () => {
  trial = await openReadTrial(db);
  await db.asOwner((tx) =>
    tx.insert(person).values(
      ['manager', 'stranger'].map((id) => ({
        id,
        name: id,
        email: `${id}@test.example`,
        kind: 'PERSON' as const,
      })),
    ),
  );
  await trial.as(OPERATOR.userId, (tx) =>
    grantRoles(tx, { trialId: trial.trialId, grants: [{ personId: 'manager', role: 'DATA_MANAGER' }] }),
  );
  for (const [reader, evaluator, last] of [
    ['reader1', 'READER_1', 40],
    ['reader2', 'READER_2', 42],
  ] as const)
    await trial.as(reader, async (tx) => {
      const reads = [
        readOf(trial, evaluator, 'BL', 50),
        readOf(trial, evaluator, 'W6', 34, 'PR'),
        readOf(trial, evaluator, 'W12', last),
      ];
      const readIds = await submitReads(tx, { trialId: trial.trialId, reads });
      await lockReads(tx, { trialId: trial.trialId, readIds });
    });
});

const PREVIEW = `query ($input: CharterAmendmentInput!) { previewCharterAmendment(input: $input) {
  heldVersion version fingerprint subjects reviews subjectsChanged centralReviewsChanged
  byCriteria { standing criteria { id } subjects timepoints bests confirmedBests progressionDates }
  changes(first: 1000, effects: [CHANGED, ADDED, WITHDRAWN]) { totalCount edges { node { subject evaluator criteria effect part timepoint before beforeMeaning after afterMeaning } } } } }`;
const AMEND = `mutation ($input: CharterAmendmentInput!, $fingerprint: String!, $reason: String!) {
  amendCharter(input: $input, fingerprint: $fingerprint, reason: $reason) { version reason adoptedBy criteria { id settings } } }`;

interface Change {
  readonly evaluator: string;
  readonly criteria: string;
  readonly part: string;
  readonly timepoint: string | null;
  readonly before: string | null;
  readonly after: string | null;
}
interface Preview {
  readonly fingerprint: string;
  readonly changes: { readonly edges: readonly { readonly node: Change }[] };
}

const inputOf = (...criteria: readonly (readonly [string, object])[]) => ({
  protocol: 'READ-1',
  criteria: criteria.map(([id, settings]) => ({ id, settings })),
});
const preview = (input: object, userId: string = OPERATOR.userId): Promise<Reply> =>
  ask(db.database, { userId }, PREVIEW, { input });
const amend = (
  input: object,
  fingerprint: string,
  userId: string = OPERATOR.userId,
  reason = 'Amendment 1',
) => ask(db.database, { userId }, AMEND, { input, fingerprint, reason });
const previewOf = ({ data }: Reply) => data?.['previewCharterAmendment'] as Preview;
const changesOf = (reply: Reply) => previewOf(reply).changes.edges.map(({ node }) => node);

/** Every derived answer that is stored, by what names it. */
async function storedAnswers(): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await db.database.owner.query<{ key: string; answer: string | null }>(`
    select concat_ws(' ', v.evaluator, r.criteria, 'TIMEPOINT', p.code) as key, r.overall as answer
    from timepoint_response r join read e on e.id = r.read_id and e.is_current join timepoint p on p.id = e.timepoint_id join review v on v.id = r.review_id where r.overall is not null
    union all
    select concat_ws(' ', v.evaluator, b.criteria, a.part), a.answer from best_response b join review v on v.id = b.review_id
      cross join lateral (values ('BEST', b.best), ('CONFIRMED_BEST', b.confirmed_best), ('PROGRESSION_DATE', b.progression_on::text)) a(part, answer)
      where a.answer is not null
    union all
    select 'CENTRAL ' || h.primary_criteria || ' CENTRAL_REVIEW', c.rule from central_review c join current_charter h on h.trial_id = c.trial_id`);
  return new Map(rows.map(({ key, answer }) => [key, answer]));
}
const keyOf = ({ evaluator, criteria, part, timepoint }: Change) =>
  [evaluator, criteria, part, timepoint].filter((each) => each !== null).join(' ');

const count = async (table: string) =>
  (await db.database.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;

describe('A preview of an amendment', () => {
  test('tells what would change, by subject, evaluator and timepoint, and writes nothing', async () => {
    const before = [await count('audit.entry'), await storedAnswers()];
    const reply = await preview(inputOf(['recist-1.1', { prPercent: 40 }]));
    expect(reply.errors).toEqual([]);
    expect(reply.data).toMatchObject({
      previewCharterAmendment: {
        heldVersion: 1,
        version: 2,
        subjects: 1,
        reviews: 2,
        subjectsChanged: 1,
        byCriteria: [
          { standing: 'RESET', criteria: { id: 'recist-1.1' }, subjects: 1, timepoints: 2, bests: 2 },
        ],
      },
    });
    expect(changesOf(reply)).toContainEqual({
      subject: '01-001',
      evaluator: 'READER_1',
      criteria: 'recist-1.1',
      effect: 'CHANGED',
      part: 'TIMEPOINT',
      timepoint: 'W6',
      before: 'PR',
      beforeMeaning: 'PARTIAL',
      after: 'SD',
      afterMeaning: 'STABLE',
    });
    expect([await count('audit.entry'), await storedAnswers()]).toEqual(before);
  });

  test('is the same for a data manager, and refused to a reader, a sponsor and a stranger', async () => {
    const input = inputOf(['recist-1.1', { prPercent: 40 }]);
    const [administrator, manager] = [await preview(input), await preview(input, 'manager')];
    expect(previewOf(manager)).toEqual(previewOf(administrator));
    for (const [userId, code] of [
      ['reader1', 'FORBIDDEN'],
      ['sponsor', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const)
      expect((await preview(input, userId)).errors).toMatchObject([{ code }]);
  });

  test('of settings that cannot be used is answered by the criteria themselves', async () => {
    const refused = async (...criteria: readonly (readonly [string, object])[]) =>
      (await preview(inputOf(...criteria))).errors[0];
    expect(await refused(['recist-1.1', { confirmaton: true }])).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('did you mean confirmation?'),
    });
    expect(await refused(['recist-1.1', { prPercent: 130 }])).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('from 0 to 100 (%)'),
    });
    expect(await refused(['recist-1.2', {}])).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('did you mean recist-1.1?'),
    });
    expect(await refused()).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refused(['recist-1.1', {}], ['recist-1.1', {}])).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refused(['recist-1.1', [1]])).toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('An amendment', () => {
  test('is for the trial administrator alone', async () => {
    const input = inputOf(['recist-1.1', { prPercent: 40 }]);
    const { fingerprint } = previewOf(await preview(input));
    for (const [userId, code] of [
      ['manager', 'FORBIDDEN'],
      ['reader1', 'FORBIDDEN'],
      ['sponsor', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const)
      expect((await amend(input, fingerprint, userId)).errors).toMatchObject([{ code }]);
    expect((await amend(input, fingerprint, OPERATOR.userId, ' ')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
  });

  test('is refused once its preview is out of date, and leaves nothing', async () => {
    const input = inputOf(['recist-1.1', { prPercent: 40 }]);
    const { fingerprint } = previewOf(await preview(input));
    const other = inputOf(['recist-1.1', { prPercent: 45 }]);
    const before = await storedAnswers();
    expect((await amend(other, fingerprint)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await storedAnswers()).toEqual(before);
    expect(await count('charter')).toBe(1);
  });

  // Adopts in turn; what is stored after is what the preview said, and nothing else.
  test.each([
    ['other settings', inputOf(['recist-1.1', { prPercent: 40 }])],
    ['confirmation', inputOf(['recist-1.1', { confirmation: true }])],
    ['one reader', { protocol: 'READ-1', readDesign: 'SINGLE' }],
    [
      'what they must agree on',
      {
        protocol: 'READ-1',
        readDesign: 'DOUBLE_WITH_ADJUDICATION',
        adjudicationVariable: 'PROGRESSION_DATE',
      },
    ],
    ['a progression at 15 %', inputOf(['recist-1.1', { pdPercent: 15 }])],
  ])('changes what its preview said, and nothing else: %s', async (_name, input) => {
    const before = await storedAnswers();
    const seen = await preview(input);
    const adopted = await amend(input, previewOf(seen).fingerprint);
    expect(adopted.errors).toEqual([]);
    const after = await storedAnswers();
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter((key) => before.get(key) !== after.get(key))
      .map((key) => [key, before.get(key) ?? null, after.get(key) ?? null]);
    const said = changesOf(seen).map((each) => [keyOf(each), each.before, each.after]);
    expect(said.length).toBeGreaterThan(0);
    expect(said.toSorted()).toEqual(changed.toSorted());
  });

  test('bears its author and reason, and the versions before stay', async () => {
    const { data } = await ask(
      db.database,
      OPERATOR,
      '{ trial(protocol: "READ-1") { charter { version } charters { version reason adoptedBy readDesign criteria { id isConfirmed settings allSettings { setting { name default } value isChosen } } } } }',
    );
    const { charters } = data?.['trial'] as { readonly charters: readonly { readonly version: number }[] };
    expect(charters.map(({ version }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(charters[0]).toMatchObject({
      reason: 'Amendment 1',
      adoptedBy: 'Readout, at the command line',
      criteria: [
        {
          id: 'recist-1.1',
          isConfirmed: false,
          settings: { pdPercent: 15 },
          allSettings: expect.arrayContaining([
            { setting: { name: 'pdPercent', default: 20 }, value: 15, isChosen: true },
            { setting: { name: 'prPercent', default: 30 }, value: 30, isChosen: false },
          ]),
        },
      ],
    });
    const reader = await ask(
      db.database,
      { userId: 'reader1' },
      '{ trial(protocol: "READ-1") { charters { version reason adoptedBy } } }',
    );
    expect(reader.data).toMatchObject({
      trial: { charters: [{ reason: null, adoptedBy: null }, {}, {}, {}, {}, {}] },
    });
  });

  test('that says what the charter says already is refused', async () => {
    const input = inputOf(['recist-1.1', { pdPercent: 15, prPercent: 30 }]);
    const { fingerprint } = previewOf(await preview(input));
    expect((await amend(input, fingerprint)).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is never changed or deleted as a version', async () => {
    const write = (statement: string) =>
      trial.as(OPERATOR.userId, async (tx) => (await tx.execute(statement)).rowCount);
    expect(await write(`update charter set read_design = 'SINGLE'`)).toBe(0);
    expect(await write('delete from charter where version = 1')).toBe(0);
  });
});

test('what a reader stated stays when the trial administrator derives anew, and nobody else changes it', async () => {
  const { rows } = await db.database.owner.query(
    `select distinct r.stated_overall, r.overall from timepoint_response r join read e on e.id = r.read_id join timepoint p on p.id = e.timepoint_id where p.code = 'W6'`,
  );
  expect(rows).toEqual([{ stated_overall: 'PR', overall: 'PR' }]);
  await expect(
    trial.as(OPERATOR.userId, (tx) => tx.execute(`update timepoint_response set stated_overall = 'CR'`)),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(
    trial.as('manager', (tx) =>
      tx.execute(
        `insert into timepoint_response (trial_id, id, read_id, review_id, criteria, stated_overall) select trial_id, gen_random_uuid(), read_id, review_id, 'x', 'CR' from timepoint_response limit 1`,
      ),
    ),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
