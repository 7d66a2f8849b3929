import { adjudicateSubject } from '@readout/graphql/adjudication/adjudicate-subject.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { recordEvents } from '@readout/graphql/subject/record-events.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { openReadTrial, readOf, type ReadTrial } from './read-trial.ts';

const db = withDatabase();
let trial: ReadTrial;
let readIds: readonly string[] = [];
const one = async <Row extends object>(text: string): Promise<Row | undefined> =>
  (await db.database.owner.query<Row>(text)).rows[0];
const best = (evaluator: string) =>
  one<{ best: string }>(
    `select b.* from best_response b join review v on v.id = b.review_id where v.evaluator = '${evaluator}'`,
  );

beforeAll(async () => {
  trial = await openReadTrial(db);
});

describe('A read', () => {
  test('is derived as it is submitted, beside what the reader states', async () => {
    const reads = [readOf(trial, 'READER_1', 'BL', 50), readOf(trial, 'READER_1', 'W6', 30, 'SD')];
    readIds = await trial.as('reader1', (tx) => submitReads(tx, { trialId: trial.trialId, reads }));
    expect(await one(`select * from timepoint_response where read_id = '${readIds[1]}'`)).toMatchObject({
      overall: 'PR',
      stated_overall: 'SD',
      is_different: true,
      sum: 30,
      change_from_baseline_percent: -40,
    });
    expect(await best('READER_1')).toBeUndefined();
  });

  test('is replaced when it is submitted again before it is locked', async () => {
    const reads = [readOf(trial, 'READER_1', 'W6', 34, 'PR')];
    const [again] = await trial.as('reader1', (tx) => submitReads(tx, { trialId: trial.trialId, reads }));
    expect(again).toBe(readIds[1]);
    expect(await one(`select * from timepoint_response where read_id = '${again}'`)).toMatchObject({
      sum: 34,
      stated_overall: 'PR',
      is_different: false,
    });
  });

  test('of somebody else is not there to be written', async () => {
    const reads = [readOf(trial, 'READER_1', 'W12', 30)];
    await expect(
      trial.as('reader2', (tx) => submitReads(tx, { trialId: trial.trialId, reads })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      trial.as('sponsor', (tx) => lockReads(tx, { trialId: trial.trialId, readIds })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of a lesion that the review has not is refused', async () => {
    const read = readOf(trial, 'READER_2', 'W6', 30);
    await expect(
      trial.as('reader2', (tx) => submitReads(tx, { trialId: trial.trialId, reads: [read] })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('counts for the best response once it is locked, and is then closed', async () => {
    await trial.as('reader1', (tx) => lockReads(tx, { trialId: trial.trialId, readIds }));
    expect(await best('READER_1')).toMatchObject({ best: 'PR', best_change_percent: -32 });
    const reads = [readOf(trial, 'READER_1', 'W6', 10)];
    await expect(
      trial.as('reader1', (tx) => submitReads(tx, { trialId: trial.trialId, reads })),
    ).rejects.toMatchObject({ code: 'READ_LOCKED' });
  });

  test('locked again changes nothing and leaves no audit entry', async () => {
    const count = () => one<{ n: string }>('select count(*) as n from audit.entry');
    const before = await count();
    await trial.as('reader1', (tx) => lockReads(tx, { trialId: trial.trialId, readIds }));
    expect(await count()).toEqual(before);
  });

  test('is unlocked by a data manager alone, and no longer counts', async () => {
    const unlock = (personId: string) =>
      trial.as(personId, (tx) => unlockRead(tx, { trialId: trial.trialId, readId: readIds[1] ?? '' }));
    await expect(unlock('reader1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await unlock(OPERATOR.userId);
    expect(await best('READER_1')).toMatchObject({ best: 'NE' });
    await expect(unlock(OPERATOR.userId)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('that was locked is corrected by a new version with its reason, and the old one stays', async () => {
    const read = readOf(trial, 'READER_1', 'W6', 48);
    await expect(
      trial.as('reader1', (tx) => submitReads(tx, { trialId: trial.trialId, reads: [read] })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const reads = [{ ...read, correctionReason: 'Measured the wrong lesion' }];
    const ids = await trial.as('reader1', (tx) => submitReads(tx, { trialId: trial.trialId, reads }));
    await trial.as('reader1', (tx) => lockReads(tx, { trialId: trial.trialId, readIds: ids }));
    expect(await one(`select * from read where id = '${ids[0]}'`)).toMatchObject({
      version: 2,
      is_current: true,
      correction_reason: 'Measured the wrong lesion',
    });
    expect(await one(`select * from finding where read_id = '${readIds[1]}'`)).toMatchObject({
      longest_diameter_mm: 34,
    });
    expect(await best('READER_1')).toMatchObject({ best: 'SD' });
  });
});

test('readers who differ are adjudicated by an adjudicator, once', async () => {
  const reads = [readOf(trial, 'READER_2', 'BL', 50), readOf(trial, 'READER_2', 'W6', 20)];
  const decide = (personId: string) =>
    trial.as(personId, (tx) =>
      adjudicateSubject(tx, {
        trialId: trial.trialId,
        subjectId: trial.subjectId,
        acceptedEvaluator: 'READER_2',
        reason: 'Clear',
      }),
    );
  const ids = await trial.as('reader2', (tx) => submitReads(tx, { trialId: trial.trialId, reads }));
  await expect(decide('adjudicator')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await trial.as('reader2', (tx) => lockReads(tx, { trialId: trial.trialId, readIds: ids }));
  await expect(decide('sponsor')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await decide('adjudicator');
  expect(await one('select * from adjudication')).toMatchObject({
    accepted_review_id: trial.reviewIds['READER_2'],
    decided_by_id: 'adjudicator',
    variable: 'BEST_RESPONSE',
  });
  await expect(decide('adjudicator')).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a new therapy that becomes known takes later responses out of the best response', async () => {
  await trial.as(OPERATOR.userId, (tx) =>
    recordEvents(tx, {
      trialId: trial.trialId,
      events: [
        {
          subjectId: trial.subjectId,
          sourceKey: 'NEW',
          kind: 'NEW_THERAPY',
          term: 'Other',
          decodedTerm: null,
          category: null,
          occurredOn: '2026-02-01',
        },
      ],
    }),
  );
  expect(await best('READER_2')).toMatchObject({ best: 'NE' });
});
