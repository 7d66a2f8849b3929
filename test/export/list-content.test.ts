import { newId } from '@readout/db/new-id.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { subjectEvent } from '@readout/db/table/subject.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { openContent, type ContentRequest } from '@readout/server/job/sdtm-export/list-content.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { ARM_CODES, insertBlindedTrial, TREATMENTS } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const db = withDatabase();
const MANAGER: Viewer = { userId: 'manager' };
let trialId: string;
let before: Awaited<ReturnType<typeof whole>>;
let cutId: string;
let earlyCutId: string;

beforeAll(async () => {
  ({ trialId } = await db.asOwner((tx) => insertBlindedTrial(tx)));
  before = await whole();
  cutId = await takeCut('Interim', '2026-12-31');
  earlyCutId = await takeCut('Early', '2026-03-31');
});

const takeCut = (name: string, cutOn: string): Promise<string> =>
  db.asOwner(async (tx) => {
    const id = newId();
    await tx.insert(dataCut).values({ trialId, id, name, cutOn, entryNumber: 0, takenById: '' }).execute();
    return id;
  });

/** All that is told of the trial, to the operator unless a viewer is named. */
async function whole(asked: Partial<ContentRequest> = {}, viewer?: Viewer) {
  const reader =
    viewer === undefined
      ? { database: db.database, operator: true as const }
      : { database: db.database, viewer };
  const request = {
    trialId,
    dataCutId: null,
    evaluators: ['READER_1', 'READER_2'] as const,
    isUnblinded: true,
  };
  const { trial, subjectIds, listSubjects } = await openContent(reader, { ...request, ...asked });
  const subjects = (await listSubjects(subjectIds)).map(({ content }) => content);
  return { trial, subjects };
}

test('a trial is told whole: subjects in order, their reads, findings and answers, and whose review is central', async () => {
  const { trial, subjects } = before;
  expect(trial.arms.map(({ code }) => code)).toEqual(ARM_CODES);
  expect(subjects.map(({ number }) => number)).toEqual(subjects.map(({ number }) => number).toSorted());
  expect(subjects).toHaveLength(6);
  expect(subjects[0]).toMatchObject({
    usubjid: 'ONC-1042-1042-001',
    arm: { plannedCode: ARM_CODES[0] },
    exposures: [{ started: { on: '2026-03-02', given: null }, drug: { treatment: TREATMENTS[0] } }],
    reviews: [
      {
        evaluator: 'READER_1',
        isAccepted: true,
        lesions: [{ code: 'T01', timepointCode: 'BL' }],
        reads: [
          { timepointCode: 'BL', findings: [{ lesionCode: 'T01', longestDiameterMm: 40 }] },
          { timepointCode: 'W8', responses: [{ stated: { overall: 'SD' }, derived: { overall: 'PR' } }] },
        ],
        bests: [{ best: 'PR', confirmedBest: 'PR', bestOn: '2026-04-27' }],
      },
      { evaluator: 'READER_2', isAccepted: false },
    ],
  });
  const { rows } = await db.database.owner.query<{ usubjid: string; evaluator: string | null }>(
    `select s.usubjid, v.evaluator from central_review c join subject s on s.id = c.subject_id left join review v on v.id = c.review_id
     where c.trial_id = $1 order by 1`,
    [trialId],
  );
  expect(
    subjects.map(({ usubjid, reviews }) => ({
      usubjid,
      evaluator: reviews.find(({ isAccepted }) => isAccepted)?.evaluator ?? null,
    })),
  ).toEqual(rows);
});

test('a data cut tells what was stored when it was taken, whatever was changed, added or deleted since', async () => {
  expect(await whole({ dataCutId: cutId })).toMatchObject({ subjects: before.subjects });
  const change = (text: string) => db.asOwner((tx) => tx.execute(sql.raw(text)));
  await change(`update subject set age_years = 61, sex = 'F' where number = '1042-001'`);
  await change(`update subject set age_years = 62 where number = '1042-001'`);
  await change(`update subject_course set died_on = '2026-07-01' where trial_id = '${trialId}'`);
  await change(
    `delete from exposure_drug where trial_id = '${trialId}' and exposure_id in (select x.id from exposure x join subject s on s.id = x.subject_id where s.number = '1042-002')`,
  );
  await change(
    `delete from exposure where trial_id = '${trialId}' and subject_id in (select id from subject where number in ('1042-002', '1042-003'))`,
  );
  await change(
    `insert into charter (trial_id, id, version, criteria, read_design, adjudication_variable) select trial_id, '${newId()}', 2, criteria, 'SINGLE', adjudication_variable from charter where trial_id = '${trialId}'`,
  );
  await change(
    `update read set state = 'SUBMITTED' where trial_id = '${trialId}' and review_id in (select v.id from review v join subject s on s.id = v.subject_id where s.number = '1042-004')`,
  );
  await change(`update arm set name = 'Another name' where trial_id = '${trialId}'`);
  await db.asOwner(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`select id from subject where number = '1042-005'`);
    const event = { sourceKey: 'DS-1', kind: 'DEATH', term: 'DEATH', occurredOn: '2026-01-01' } as const;
    await tx
      .insert(subjectEvent)
      .values({ trialId, subjectId: rows[0]?.id ?? '', ...event })
      .execute();
  });
  const now = await whole();
  expect(now.subjects[0]).toMatchObject({ ageYears: 62, sex: 'F', course: { diedOn: '2026-07-01' } });
  expect(now.subjects[3]?.reviews).toEqual([]);
  expect(now.trial.charter.version).toBe(2);

  const cut = await whole({ dataCutId: cutId });
  expect(cut.subjects).toEqual(before.subjects);
  expect({ ...cut.trial, cut: null }).toEqual({ ...before.trial, cut: null });
  expect(cut.trial.cut).toMatchObject({ name: 'Interim', on: '2026-12-31' });
  // A data manager, by row-level security, is told the same but for arms.
  const blinded = await whole({ dataCutId: cutId, isUnblinded: false }, MANAGER);
  expect(blinded.subjects).toEqual(
    before.subjects.map((each) => ({
      ...each,
      arm: null,
      exposures: each.exposures.map((one) => ({ ...one, drug: null })),
    })),
  );
});

test('what is after the day of the cut is left out, and the best response is judged from what is left', async () => {
  const { subjects } = await whole({ dataCutId: earlyCutId });
  expect(subjects[0]).toMatchObject({
    course: { firstDoseOn: '2026-03-02', lastDoseOn: null, lastContactOn: '2026-03-02' },
    exposures: [{ started: { on: '2026-03-02' }, ended: null }],
    timepoints: [{ code: 'BL' }],
  });
  const [first] = subjects[0]?.reviews ?? [];
  expect(first?.reads.map(({ timepointCode }) => timepointCode)).toEqual(['BL']);
  // The baseline alone: nothing was evaluated after it.
  expect(first?.bests.map(({ best, bestOn }) => [best, bestOn])).toEqual([['NE', null]]);
});

test('arms are for those who may see them, and nothing is for those who read', async () => {
  await expect(whole({}, MANAGER)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for (const userId of ['reader1', 'sponsor'])
    await expect(whole({ isUnblinded: false }, { userId })).rejects.toMatchObject({
      cause: { code: 'RO007' },
    });
  const told = JSON.stringify(await whole({ isUnblinded: false }, MANAGER));
  for (const secret of TREATMENTS) expect(told).not.toContain(secret);
});
