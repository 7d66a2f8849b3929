import type { Transaction } from '@readout/db/viewer.ts';
import { amendCharter } from '@readout/graphql/charter/amend-charter.ts';
import { compareAmendment } from '@readout/graphql/charter/compare-amendment.ts';
import { getHeldCharter, proposeCharter } from '@readout/graphql/charter/proposed-charter.ts';
import { assignReviews } from '@readout/graphql/review/assign-reviews.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import {
  changesOf,
  inputOf,
  keyOf,
  openAmendedTrial,
  previewOf,
  type AmendedTrial,
} from './amended-trial.ts';
import { readOf } from './read-trial.ts';

const db = withDatabase();
let trial: AmendedTrial;
beforeAll(async () => {
  trial = await openAmendedTrial(db);
});

const KEPT = { readDesign: null, adjudicationVariable: null, isSequential: null } as const;

/** Does it as the administrator, looks, and takes it back: the tests that follow find the trial as it was. */
async function rolledBack(write: (tx: Transaction) => Promise<void>): Promise<void> {
  const undo = new Error('Taken back');
  await expect(
    trial.as(OPERATOR.userId, async (tx) => {
      await write(tx);
      throw undo;
    }),
  ).rejects.toBe(undo);
}

/** Until a transaction waits for the lock of an amendment. */
async function waitUntilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await db.database.owner.query(
      `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rows.length > 0) return;
  }
}

describe('An amendment', () => {
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
    ['iRECIST beside RECIST 1.1', inputOf(['recist-1.1', {}], ['irecist', {}])],
    ['iRECIST alone', inputOf(['irecist', {}])],
    ['a progression at 15 %', inputOf(['recist-1.1', { pdPercent: 15 }])],
  ])('changes what its preview said, and nothing else: %s', async (_name, input) => {
    const before = await trial.listAnswers();
    const seen = await trial.preview(input);
    const adopted = await trial.amend(input, previewOf(seen).fingerprint);
    expect(adopted.errors).toEqual([]);
    const after = await trial.listAnswers();
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter((key) => before.get(key) !== after.get(key))
      .map((key) => [key, before.get(key) ?? null, after.get(key) ?? null]);
    const said = changesOf(seen).map((each) => [keyOf(each), each.before, each.after]);
    expect(said.length).toBeGreaterThan(0);
    expect(said.toSorted()).toEqual(changed.toSorted());
  });

  test('keeps what was stated by criteria that it drops, and takes back what was derived', async () => {
    const statedRows = () =>
      db.database.owner.query(
        `select r.criteria, r.stated_overall, r.overall, r.trace, r.charter_id is null as is_withdrawn from timepoint_response r where r.stated_overall is not null order by r.criteria, r.id`,
      );
    const dropped = inputOf(['mrecist', {}]);
    const { rows: before } = await statedRows();
    expect(before).toMatchObject([
      { criteria: 'recist-1.1', stated_overall: 'PR', is_withdrawn: false },
      { criteria: 'recist-1.1', stated_overall: 'PR', is_withdrawn: false },
    ]);
    const given = await db.database.owner.query(`select distinct criteria from best_response`);
    expect(given.rows).toEqual([{ criteria: 'recist-1.1' }]);
    await rolledBack(async (tx) => {
      const held = await getHeldCharter(tx, trial.trialId);
      const proposal = { ...KEPT, criteria: [{ criteria: 'mrecist', settings: {} }] };
      const { fingerprint } = await compareAmendment(tx, trial.trialId, held, proposeCharter(held, proposal));
      await amendCharter(tx, { trialId: trial.trialId, proposal, fingerprint });
      const { rows: after } = await tx.execute(
        `select criteria, stated_overall, overall, trace, charter_id is null as is_withdrawn from timepoint_response where criteria = 'recist-1.1'`,
      );
      expect(after).toEqual(
        before.map(() => ({
          criteria: 'recist-1.1',
          stated_overall: 'PR',
          overall: null,
          trace: null,
          is_withdrawn: true,
        })),
      );
      const { rows: bests } = await tx.execute('select distinct criteria from best_response');
      expect(bests).toEqual([{ criteria: 'mrecist' }]);
    });
    expect(previewOf(await trial.preview(dropped)).fingerprint).toMatch(/^[\da-f]{64}$/);
  });

  test('bears its author and reason, and the versions before stay', async () => {
    const { data } = await ask(
      db.database,
      OPERATOR,
      '{ trial(protocol: "READ-1") { charter { version } charters { version reason adoptedBy readDesign criteria { id isConfirmed settings allSettings { setting { name default } value isChosen } } } } }',
    );
    const { charters } = data?.['trial'] as { readonly charters: readonly { readonly version: number }[] };
    expect(charters.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
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
      trial: { charters: [{ reason: null, adoptedBy: null }, {}, {}, {}, {}, {}, {}, {}] },
    });
  });

  test('that says what the charter says already is refused', async () => {
    const input = inputOf(['recist-1.1', { pdPercent: 15, prPercent: 30 }]);
    const { fingerprint } = previewOf(await trial.preview(input));
    expect((await trial.amend(input, fingerprint)).errors).toMatchObject([{ code: 'CONFLICT' }]);
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

test('a read that is submitted while the charter is amended waits, and is derived by the new one', async () => {
  const { trialId, subjectId } = trial;
  await trial.as(OPERATOR.userId, (tx) =>
    assignReviews(tx, {
      trialId,
      assignments: [{ subjectId, evaluator: 'INVESTIGATOR', personId: 'investigator' }],
    }),
  );
  const { rows: reviews } = await db.database.owner.query<{ id: string }>(
    `select id from review where evaluator = 'INVESTIGATOR'`,
  );
  const read = { ...readOf(trial, 'READER_1', 'BL', 50), reviewId: reviews[0]?.id ?? '' };
  const proposal = { ...KEPT, criteria: [{ criteria: 'recist-1.1', settings: { pdPercent: 25 } }] };
  const submission = await trial.as(OPERATOR.userId, async (tx) => {
    const held = await getHeldCharter(tx, trialId);
    const { fingerprint } = await compareAmendment(tx, trialId, held, proposeCharter(held, proposal));
    await amendCharter(tx, { trialId, proposal, fingerprint });
    const submitted = trial.as('investigator', (other) => submitReads(other, { trialId, reads: [read] }));
    await waitUntilSomebodyWaits();
    // In an object: a promise that is returned would be waited for before the amendment is committed.
    return { submitted };
  });
  const [readId] = await submission.submitted;
  const { rows } = await db.database.owner.query(
    'select h.version, (select max(version) from charter) as newest from timepoint_response r join charter h on h.id = r.charter_id where r.read_id = $1',
    [readId],
  );
  expect(rows).toEqual([{ version: 9, newest: 9 }]);
});
