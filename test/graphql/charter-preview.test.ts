import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { changesOf, inputOf, openAmendedTrial, previewOf, type AmendedTrial } from './amended-trial.ts';

const db = withDatabase();
let trial: AmendedTrial;
beforeAll(async () => {
  trial = await openAmendedTrial(db);
});

describe('A preview of an amendment', () => {
  test('tells what would change, by subject, evaluator and timepoint, and writes nothing', async () => {
    const before = [await trial.count('audit.entry'), await trial.listAnswers()];
    const reply = await trial.preview(inputOf(['recist-1.1', { prPercent: 40 }]));
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
    expect([await trial.count('audit.entry'), await trial.listAnswers()]).toEqual(before);
  });

  test('is the same for a data manager, and refused to a reader, a sponsor and a stranger', async () => {
    const input = inputOf(['recist-1.1', { prPercent: 40 }]);
    const [administrator, manager] = [await trial.preview(input), await trial.preview(input, 'manager')];
    expect(previewOf(manager)).toEqual(previewOf(administrator));
    for (const [userId, code] of [
      ['reader1', 'FORBIDDEN'],
      ['sponsor', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const)
      expect((await trial.preview(input, userId)).errors).toMatchObject([{ code }]);
  });

  test('of settings that cannot be used is answered by the criteria themselves', async () => {
    const refused = async (...criteria: readonly (readonly [string, object])[]) =>
      (await trial.preview(inputOf(...criteria))).errors[0];
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
    const { fingerprint } = previewOf(await trial.preview(input));
    for (const [userId, code] of [
      ['manager', 'FORBIDDEN'],
      ['reader1', 'FORBIDDEN'],
      ['sponsor', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const)
      expect((await trial.amend(input, fingerprint, userId)).errors).toMatchObject([{ code }]);
    expect((await trial.amend(input, fingerprint, OPERATOR.userId, ' ')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
  });

  test('is refused once its preview is out of date, and leaves nothing', async () => {
    const input = inputOf(['recist-1.1', { prPercent: 40 }]);
    const { fingerprint } = previewOf(await trial.preview(input));
    const other = inputOf(['recist-1.1', { prPercent: 45 }]);
    expect((await trial.amend(other, fingerprint)).errors).toMatchObject([{ code: 'CONFLICT' }]);

    const { rows } = await db.database.owner.query<{ id: string }>(
      `select e.id from read e join timepoint p on p.id = e.timepoint_id join review v on v.id = e.review_id where p.code = 'W6' and v.evaluator = 'READER_1'`,
    );
    const readId = rows[0]?.id ?? '';
    await trial.as(OPERATOR.userId, (tx) => unlockRead(tx, { trialId: trial.trialId, readId }));
    const before = await trial.listAnswers();
    expect((await trial.amend(input, fingerprint)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await trial.listAnswers()).toEqual(before);
    expect(await trial.count('charter')).toBe(1);

    // Locked again, all is as it was looked at.
    await trial.as('reader1', (tx) => lockReads(tx, { trialId: trial.trialId, readIds: [readId] }));
    expect(previewOf(await trial.preview(input)).fingerprint).toBe(fingerprint);
  });
});
